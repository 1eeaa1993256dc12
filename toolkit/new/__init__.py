"""A new data folder: a plan to start from, its unit list, an empty period, forms."""
