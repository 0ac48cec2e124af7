"""What a reader of news can do: the one door for every front end."""
