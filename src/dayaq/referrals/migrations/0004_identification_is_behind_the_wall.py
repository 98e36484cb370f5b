"""The wall and the written record for identification, and the rights that the law gives."""

import json
from pathlib import Path

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown

TABLES = ("identification", "step", "entitlement", "decision", "opinion", "interview", "challenge")


def write(apps, schema_editor):
    rights = apps.get_model("referrals", "Right")
    shipped = Path(__file__).parents[1] / "data" / "rights.json"
    rights.objects.bulk_create(
        rights(**row) for row in json.loads(shipped.read_text(encoding="utf-8"))
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_identification")]
    operations = [
        *(Protect(f"referrals_{name}", parent=("cases_case", "case_id")) for name in TABLES),
        *(WriteDown(f"referrals_{name}") for name in TABLES),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
