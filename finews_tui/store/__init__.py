"""SQLite: the only SQL of the house, knows no network."""
