"""What this room prints in Word: minutes of meetings, answers to recommendations."""
