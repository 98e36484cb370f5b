"""What templates of lists ask of this room."""
