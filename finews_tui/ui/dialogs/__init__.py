"""The questions that the screen asks."""
