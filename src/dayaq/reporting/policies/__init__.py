"""Why somebody may not do something to a cycle, a report or a measure: one sentence, or None."""
