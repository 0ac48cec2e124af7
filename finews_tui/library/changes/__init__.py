"""Changes to the user's data, each of which can be undone and redone."""
