"""What happens in this room: lock, ask, change, record."""
