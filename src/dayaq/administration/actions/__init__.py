"""Everything that changes the directory and the accounts. Lock, ask, change, record."""
