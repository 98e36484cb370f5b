"""Who may do what, and how a refusal is said."""
