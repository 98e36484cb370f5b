"""What is taught, told and handed out: trainings, their evaluation, the library, awareness work."""
