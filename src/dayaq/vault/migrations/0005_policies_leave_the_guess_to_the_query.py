"""Policies made before ask the same by another name of the same question."""

from django.db import migrations

RENAME = """
DO $$ DECLARE p record; BEGIN
  FOR p IN SELECT tablename, with_check FROM pg_policies
            WHERE schemaname = 'public' AND policyname = 'readers' AND qual LIKE '%readers && (%' LOOP
    EXECUTE format(
      'ALTER POLICY readers ON %I USING (readers OPERATOR(sec.|&|) (SELECT sec.readers())) WITH CHECK (%s)',
      p.tablename, replace(p.with_check, 'readers && (', 'readers OPERATOR(sec.|&|) ('));
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("vault", "0004_tallies_are_behind_the_wall")]
    operations = [migrations.RunSQL(RENAME, migrations.RunSQL.noop)]
