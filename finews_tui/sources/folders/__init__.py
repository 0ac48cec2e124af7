"""Folders of posts as sources."""
