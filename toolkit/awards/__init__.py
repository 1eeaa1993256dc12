"""Who may be put forward for commendation, and why."""
