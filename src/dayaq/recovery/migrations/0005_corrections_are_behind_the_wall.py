"""Forced row security on corrections too, and every change of them written down by the database."""

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown


class Migration(migrations.Migration):
    dependencies = [("recovery", "0004_corrections")]
    operations = [
        Protect("recovery_correction", parent=("cases_case", "case_id")),
        WriteDown("recovery_correction"),
    ]
