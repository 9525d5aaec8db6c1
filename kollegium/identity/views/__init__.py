"""The pages of identity, a module for each errand."""
