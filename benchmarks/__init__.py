"""Sample sessions, and measures of the planner beside its peers."""
