"""What users rely on, told as stories about the cast."""
