"""The panes and bars of the screen; they never import each other."""
