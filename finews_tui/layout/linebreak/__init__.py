"""Linebreak."""
