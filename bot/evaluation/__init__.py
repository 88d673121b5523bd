"""Measures how good and how fast Lotse is."""
