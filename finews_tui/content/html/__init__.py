"""HTML parsing and sanitizing."""
