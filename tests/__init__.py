"""Tests: files mirror files, names read as sentences."""
