"""Date parsing."""
