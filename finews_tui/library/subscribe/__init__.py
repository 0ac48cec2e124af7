"""Subscribe."""
