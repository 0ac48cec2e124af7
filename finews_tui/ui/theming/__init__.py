"""Colour palettes and themes."""
