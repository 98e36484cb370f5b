"""Forced row security on every record of the room, and every change written down by the database."""

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown

OF_CASE = ("plan", "planversion", "risk", "goal", "support", "followup", "servicereferral", "placement")


class Migration(migrations.Migration):
    dependencies = [
        ("recovery", "0002_plans_requests_and_work"),
        ("cases", "0002_cases_are_behind_the_wall"),
        ("audit", "0004_the_database_writes_its_part"),
    ]
    operations = [
        *(Protect(f"recovery_{name}", parent=("cases_case", "case_id")) for name in OF_CASE),
        Protect("recovery_answerlink", parent=("recovery_servicereferral", "referral_id")),
        *(WriteDown(f"recovery_{name}") for name in (*OF_CASE, "answerlink")),
    ]
