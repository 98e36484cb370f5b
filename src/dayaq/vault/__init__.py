"""The three walls around what is confidential: who is asking, forced row security, encryption."""
