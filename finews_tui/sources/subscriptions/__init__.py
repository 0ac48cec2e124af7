"""Subscription lists of other readers: OPML and newsboat."""
