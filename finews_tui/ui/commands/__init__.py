"""Commands, key bindings and macros."""
