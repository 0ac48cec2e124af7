"""Feeds, pages and folders of posts: everything read from network and disk."""
