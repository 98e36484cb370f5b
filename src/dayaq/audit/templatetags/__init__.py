"""Small parts of the pages of this room."""
