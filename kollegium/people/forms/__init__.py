"""The forms of the directory: what an administrator fills in."""
