"""What international bodies recommend, and what the country answers."""
