"""Question sets, questionnaires and what they brought."""
