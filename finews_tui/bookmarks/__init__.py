"""Bookmarks as files: Markdown with front matter, and JSON Lines."""
