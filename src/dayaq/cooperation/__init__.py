"""Commissions and their meetings, proposals and the path they take, what international bodies recommend."""
