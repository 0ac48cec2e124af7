"""One module per family of commands: arguments, help and what each command does."""
