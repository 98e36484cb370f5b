"""Commands about the plan."""
