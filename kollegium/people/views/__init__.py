"""The pages of the directory, a module for each errand."""
