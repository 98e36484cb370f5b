"""Facilities, their beds, who asks for one, and who stays."""
