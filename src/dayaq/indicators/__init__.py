"""The words in which rooms declare what their records count; `evidence` finds and counts it."""
