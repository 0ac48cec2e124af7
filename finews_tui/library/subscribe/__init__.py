"""Adding sources from addresses, folders, standard input and other readers."""
