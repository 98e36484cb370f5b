"""The wall for screenings; the first instruments, to be confirmed by the ministry."""

import json
from pathlib import Path

from django.db import migrations

from dayaq.vault.protection import Protect, WriteDown

LANGUAGES = ("az", "en", "ru")


def write(apps, schema_editor):
    instruments = apps.get_model("referrals", "Instrument")
    dimensions = apps.get_model("referrals", "Dimension")
    signs = apps.get_model("referrals", "Sign")
    shipped = Path(__file__).parents[1] / "data" / "instruments.json"
    for told in json.loads(shipped.read_text(encoding="utf-8")):
        kept = ("code", "topic", "audience", "rule", "status", "since", "source", "note")
        known = instruments.objects.create(
            **{name: told[name] for name in kept},
            **{f"title_{code}": told["title"][code] for code in LANGUAGES},
            **{f"intro_{code}": told["intro"][code] for code in LANGUAGES},
        )
        for place, one in enumerate(told["dimensions"], start=1):
            dimension = dimensions.objects.create(
                instrument=known,
                position=place,
                role=one["role"],
                **{f"title_{code}": one[code] for code in LANGUAGES},
            )
            signs.objects.bulk_create(
                signs(
                    dimension=dimension,
                    position=number,
                    weight=sign["weight"],
                    **{f"text_{code}": sign[code] for code in LANGUAGES},
                )
                for number, sign in enumerate(one["signs"], start=1)
            )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_screening")]
    operations = [
        Protect("referrals_screening"),
        WriteDown("referrals_screening"),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
