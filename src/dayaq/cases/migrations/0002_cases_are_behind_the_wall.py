"""Forced row security on every table of the room; a child looks for its parent."""

from django.db import migrations

from dayaq.vault.protection import Protect

OF_PERSON = ("identity", "contact", "trace")
OF_CASE = (
    "participation", "transition", "situation", "journey", "health", "legal", "whereabouts",
    "need", "relative", "note", "protection", "document", "consent", "grant", "assignment",
    "seal", "opening", "disclosure", "retentiondecision",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("vault", "0002_keys_are_behind_the_wall"),
    ]
    operations = [
        Protect("cases_person", parent=("vault_datakey", "key_id")),
        Protect("cases_case", parent=("cases_person", "subject_id")),
        Protect("cases_merge", parent=("cases_person", "merged_id")),
        *(Protect(f"cases_{name}", parent=("cases_person", "person_id")) for name in OF_PERSON),
        *(Protect(f"cases_{name}", parent=("cases_case", "case_id")) for name in OF_CASE),
    ]
