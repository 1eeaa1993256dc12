"""What files, plan, code and readers say, and how it is written."""
