"""Tests of the slice library."""
