"""A report's trail is append-only, and a signed edition never changes (decree, 2.1)."""

from django.db import migrations

SIGNED = """
CREATE FUNCTION reporting_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  edition bigint;
BEGIN
  IF TG_TABLE_NAME = 'reporting_edition' THEN
    IF OLD.status = 'signed' THEN
      RAISE EXCEPTION 'a signed edition never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSE
    edition := CASE WHEN TG_OP = 'INSERT' THEN NEW.edition_id ELSE OLD.edition_id END;
    IF EXISTS (SELECT FROM reporting_edition WHERE id = edition AND status = 'signed') THEN
      RAISE EXCEPTION 'a signed edition never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signed_stays BEFORE UPDATE OR DELETE ON reporting_edition
  FOR EACH ROW EXECUTE FUNCTION reporting_signed_stays();
CREATE TRIGGER signed_stays BEFORE INSERT OR UPDATE OR DELETE ON reporting_editionfile
  FOR EACH ROW EXECUTE FUNCTION reporting_signed_stays();
"""

UNSIGNED = """
DROP TRIGGER signed_stays ON reporting_edition;
DROP TRIGGER signed_stays ON reporting_editionfile;
DROP FUNCTION reporting_signed_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("kernel", "0001_append_only_and_cache")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reporting_step "
            "FOR EACH ROW EXECUTE FUNCTION dayaq_append_only()",
            "DROP TRIGGER append_only ON reporting_step",
        ),
        migrations.RunSQL(SIGNED, UNSIGNED),
    ]
