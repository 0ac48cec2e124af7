"""Data types shared by all layers. Standard library only."""
