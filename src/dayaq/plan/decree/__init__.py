"""Reading a decree: from the bytes of its text to clauses, parties and periods, with proof.

Pure Python and the standard library only. Start at `reading.read`; the method is told in
prose in `docs/reading-a-decree.md`.
"""
