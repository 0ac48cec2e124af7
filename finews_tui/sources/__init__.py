"""The outside world, network and disk: knows no database."""
