"""Lists keep to their indexes however many cases there are."""

import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_people_take_part"),
        ("directory", "0001_initial"),
        ("vault", "0005_policies_leave_the_guess_to_the_query"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="cases_by_reader"),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["readers"], name="cases_by_reader", opclasses=["sec.readers"]
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["status", "clock_at", "id"], name="cases_by_status"),
        ),
    ]
