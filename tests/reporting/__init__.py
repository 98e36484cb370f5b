"""Reporting, told as stories about the cast."""
