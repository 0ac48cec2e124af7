"""Article list, search and timeline."""
