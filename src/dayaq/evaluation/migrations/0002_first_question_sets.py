"""The first sets of questions, to be confirmed by the ministry; a change is a next version."""

import json
from pathlib import Path

from django.db import migrations

LANGUAGES = ("az", "en", "ru")


def write(apps, schema_editor):
    sets = apps.get_model("evaluation", "QuestionSet")
    questions = apps.get_model("evaluation", "Question")
    shipped = Path(__file__).parents[1] / "data" / "question_sets.json"
    for told in json.loads(shipped.read_text(encoding="utf-8")):
        known = sets.objects.create(
            code=told["code"],
            version=1,
            purpose=told["purpose"],
            status="in_force",
            **{f"title_{code}": text for code, text in zip(LANGUAGES, told["title"])},
            **{f"intro_{code}": text for code, text in zip(LANGUAGES, told["intro"])},
        )
        questions.objects.bulk_create(
            questions(
                set=known,
                position=place,
                asked=one["asked"],
                options=one["options"],
                is_required=one["required"],
                **{f"text_{code}": one[code] for code in LANGUAGES},
            )
            for place, one in enumerate(told["questions"], start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_question_sets_and_questionnaires")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
