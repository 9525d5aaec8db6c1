"""Template tags of Kollegium."""
