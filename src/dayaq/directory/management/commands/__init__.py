"""Commands about the directory."""
