"""One command from beginning to end: what is stale, what is made, what is recorded."""
