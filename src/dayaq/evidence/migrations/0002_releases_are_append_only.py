"""Rows that are evidence are neither changed nor removed, whoever asks."""

from django.db import migrations

TABLES = ("evidence_release", )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("kernel", "0001_append_only_and_cache")]
    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION dayaq_append_only()",
            f"DROP TRIGGER append_only ON {table}",
        )
        for table in TABLES
    ]
