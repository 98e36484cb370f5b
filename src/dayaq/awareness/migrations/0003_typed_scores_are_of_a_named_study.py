"""A score that is typed in is that of a study outside; what our questionnaires bring is counted."""

from django.db import migrations, models
from django.db.models import Q

UNTOLD = "Mənbəsi göstərilmədən əvvəl daxil edilib"


def name_the_source(apps, _schema):
    """What was typed in before says that nobody knows whose it is."""
    campaigns = apps.get_model("awareness", "Campaign").objects.filter(study_score__isnull=False)
    campaigns.update(study=UNTOLD)
    campaigns.filter(Q(study_people=None) | Q(study_people=0)).update(study_score=None)


class Migration(migrations.Migration):
    dependencies = [("awareness", "0002_lists_are_sorted_by_indexes")]

    operations = [
        migrations.RemoveConstraint("campaign", "a_score_is_from_one_to_five_and_of_somebody"),
        migrations.RenameField("campaign", "score", "study_score"),
        migrations.RenameField("campaign", "score_people", "study_people"),
        migrations.AddField(
            "campaign",
            "study",
            models.CharField(
                blank=True,
                default="",
                max_length=300,
                verbose_name="study by somebody outside: who asked whom, and when",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "campaign",
            "study_score",
            models.DecimalField(
                blank=True, decimal_places=2, max_digits=3, null=True,
                verbose_name="score by that study, of 5",
            ),
        ),
        migrations.AlterField(
            "campaign",
            "study_people",
            models.PositiveIntegerField(
                blank=True, null=True, verbose_name="people asked in that study"
            ),
        ),
        migrations.RunPython(name_the_source, migrations.RunPython.noop),
        migrations.AddConstraint(
            "campaign",
            models.CheckConstraint(
                condition=Q(study_score__isnull=True)
                | (Q(study_score__gte=1, study_score__lte=5, study_people__gt=0) & ~Q(study="")),
                name="a_typed_score_is_of_a_study_that_is_named",
            ),
        ),
    ]
