"""Whole files or none, the same bytes, nothing personal."""
