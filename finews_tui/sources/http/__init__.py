"""HTTP client, local feeds and error messages."""
