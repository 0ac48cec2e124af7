"""Import of articles and read state from newsboat."""
