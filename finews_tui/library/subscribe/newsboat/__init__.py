"""Import of what newsboat knows of articles."""
