"""The wall and the written record for letters."""

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_letters")]
    operations = [
        Protect("referrals_letter", parent=("cases_case", "case_id")),
        WriteDown("referrals_letter"),
    ]
