"""A change-over of keys is written down as one act, not a million times.

Only the house under its own name is passed over, and only where nothing but the wrapping, or nothing but
the tokens, changes: whoever asks under another name, or changes anything else, is written down as ever.
"""

from django.db import migrations

PASSED_OVER = {
    "vault_datakey": ("rewrap", ("wrapped", "master_version")),
    "cases_trace": ("reindex", ("tokens", "index_version")),
}

ANEW = """
DROP TRIGGER written_down ON {table};
CREATE TRIGGER written_down AFTER INSERT OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION dayaq_audit_change();
CREATE TRIGGER changes_written_down AFTER UPDATE ON {table}
  FOR EACH ROW WHEN (
    sec.actor_name() IS DISTINCT FROM 'house:{work}'
    OR to_jsonb(OLD) - '{{{columns}}}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{{{columns}}}'::text[]
    OR NEW.{first} IS NULL
  ) EXECUTE FUNCTION dayaq_audit_change();
"""
BACK = """
DROP TRIGGER changes_written_down ON {table};
DROP TRIGGER written_down ON {table};
CREATE TRIGGER written_down AFTER INSERT OR UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION dayaq_audit_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_tokens_name_their_key"),
        ("vault", "0007_keys_in_use_are_on_record"),
    ]
    operations = [
        migrations.RunSQL(
            ANEW.format(table=table, work=work, columns=",".join(columns), first=columns[0]),
            BACK.format(table=table),
        )
        for table, (work, columns) in PASSED_OVER.items()
    ]
