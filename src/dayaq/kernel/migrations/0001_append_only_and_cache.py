"""What tables of every room use: a trigger function that refuses changes, and the shared cache."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION dayaq_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: rows are neither changed nor removed', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

CACHE = """
CREATE UNLOGGED TABLE cache (
  cache_key varchar(255) PRIMARY KEY,
  value text NOT NULL,
  expires timestamp with time zone NOT NULL
);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION dayaq_append_only()"),
        migrations.RunSQL(CACHE, "DROP TABLE cache"),
    ]
