"""Standing bodies, their meetings, and the tasks that come out of them."""
