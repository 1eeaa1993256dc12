"""Numerator and denominator of every unit and target, each with a state."""
