"""Markdown parsing."""
