"""Kollegium: software that runs kollegialt lärande, cut into vertical slices (see DESIGN.md)."""
