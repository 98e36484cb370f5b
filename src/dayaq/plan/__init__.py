"""The plan as the law wrote it, read in with proof."""
