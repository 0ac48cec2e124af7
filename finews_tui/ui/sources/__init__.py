"""Sources screen, and the dialogs that add and edit sources."""
