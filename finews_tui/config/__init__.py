"""`config.toml`: loading, validation, and edits that preserve formatting."""
