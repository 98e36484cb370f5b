"""What templates of reporting need to show."""
