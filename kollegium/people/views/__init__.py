"""The pages of people, a module for each errand."""
