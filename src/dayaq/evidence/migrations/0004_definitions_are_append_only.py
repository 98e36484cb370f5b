"""What an old number meant is not rewritten either."""

from django.db import migrations

TABLE = "evidence_definition"


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_definitions_and_covered_numbers")]
    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION dayaq_append_only()",
            f"DROP TRIGGER append_only ON {TABLE}",
        )
    ]
