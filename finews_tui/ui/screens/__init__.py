"""Screens, and the commands they share."""
