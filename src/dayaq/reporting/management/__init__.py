"""Commands about reporting."""
