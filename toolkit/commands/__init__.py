"""The command ``thidua``."""
