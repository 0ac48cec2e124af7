"""Tree of groups, sources, categories and saved queries."""
