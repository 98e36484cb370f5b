"""What the templates of this room ask of it."""
