"""Data types that all layers share; standard library only."""
