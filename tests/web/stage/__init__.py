"""A small stage for the doors and the live redraw: the product's own doors in front of one page made for looking."""
