"""Why somebody may not do something to a case, or read it: one sentence, or None."""
