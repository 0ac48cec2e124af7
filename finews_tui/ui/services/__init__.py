"""Services shared by the screens over one library."""
