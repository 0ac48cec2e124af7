"""Command line: arguments in, results on standard output, exit status out."""
