"""Theming."""
