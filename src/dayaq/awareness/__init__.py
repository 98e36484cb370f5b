"""Materials and who read them; campaigns and whom they reached; what was handed out where."""
