"""Plain frozen data, standard library only."""
