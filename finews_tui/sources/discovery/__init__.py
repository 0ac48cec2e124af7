"""Feed discovery and previews."""
