"""Following sources: from an address, a folder, standard input or another reader's files."""
