"""The one frozen result of a period, and the only place that knows the order of the steps."""
