"""Untrusted text in, safe data out: pure functions."""
