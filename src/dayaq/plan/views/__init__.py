"""Pages of the plan: readings and their review, versions and sources, decisions, lineage."""
