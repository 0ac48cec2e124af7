"""Changes to the user's data, with undo and redo."""
