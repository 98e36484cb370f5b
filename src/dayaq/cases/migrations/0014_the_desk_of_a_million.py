"""What the data protection desk looks at has indexes of its own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_records_are_merged")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["closed_at", "id"],
                condition=~Q(closed_at=None),
                name="cases_by_closing",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["body", "-given_at", "id"], name="grants_by_body"),
        ),
    ]
