"""Tests of the slice meetings."""
