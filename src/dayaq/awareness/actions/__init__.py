"""Everything that changes what this room keeps. Lock, ask, change, record."""
