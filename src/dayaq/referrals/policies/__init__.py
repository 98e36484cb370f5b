"""Why somebody may not do something in the mechanism: one sentence, or None."""
