"""Sync: fetch or read sources, decide what is new, write it to the cache."""
