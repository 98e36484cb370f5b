"""The registers of this room: their columns, their search and their filters."""
