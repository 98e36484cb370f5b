"""Everything that changes a case, and every opening of what is covered. Lock, ask, change, record."""
