"""Commands, grouped in modules: arguments, help and implementation."""
