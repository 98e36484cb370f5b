"""Every change of a row behind the wall is written down by the database itself."""

from django.db import migrations

from dayaq.vault.protection import WriteDown

TABLES = (
    "person", "identity", "contact", "trace", "merge", "case", "participation", "transition",
    "situation", "journey", "health", "legal", "whereabouts", "need", "relative", "note",
    "protection", "document", "consent", "grant", "assignment", "seal", "opening", "disclosure",
    "retentiondecision",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_cases_are_behind_the_wall"),
        ("audit", "0004_the_database_writes_its_part"),
    ]
    operations = [WriteDown("vault_datakey"), *(WriteDown(f"cases_{name}") for name in TABLES)]
