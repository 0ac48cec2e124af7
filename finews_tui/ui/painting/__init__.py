"""Text painting, periods and source descriptions shared by the panes."""
