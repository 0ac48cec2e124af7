"""Widgets: bars, row views and scrollbar. Panes and screens build on them."""
