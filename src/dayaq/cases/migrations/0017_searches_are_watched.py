"""Many searches are a signal too; how far the log was looked over is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_published_texts_stay")]

    operations = [
        migrations.CreateModel(
            name="Watched",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_watch_is_kept")
                ],
            },
        ),
        migrations.AlterField(
            model_name="alert",
            name="signal",
            field=models.CharField(
                choices=[
                    ("many", "Many cases within an hour"),
                    ("searches", "Many searches within an hour"),
                    ("own_name", "A person of one's own family name"),
                    ("after_hours", "Outside working hours"),
                ],
                max_length=20,
                verbose_name="signal",
            ),
        ),
    ]
