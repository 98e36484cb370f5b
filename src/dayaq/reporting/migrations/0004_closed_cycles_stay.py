"""Nothing in a closed cycle changes, and no report leaves its drafter owing a reason for an amount."""

from django.db import migrations

CLOSED = """
CREATE FUNCTION reporting_closed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched record;
  about bigint;
  standing text;
BEGIN
  IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF;
  IF TG_TABLE_NAME IN ('reporting_obligation', 'reporting_verification') THEN
    about := touched.cycle_id;
  ELSIF TG_TABLE_NAME IN ('reporting_report', 'reporting_extension') THEN
    SELECT cycle_id INTO about FROM reporting_obligation WHERE id = touched.obligation_id;
  ELSE
    SELECT cycle_id INTO about FROM reporting_report
      JOIN reporting_obligation ON reporting_obligation.id = obligation_id
      WHERE reporting_report.id = touched.report_id;
  END IF;
  -- FOR SHARE waits for a closing that is under way, and makes it wait for us
  SELECT status INTO standing FROM reporting_cycle WHERE id = about FOR SHARE;
  IF standing = 'closed' THEN
    RAISE EXCEPTION 'a closed cycle never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN touched;
END $$;
"""

TABLES = ("obligation", "report", "spending", "evidenceitem", "step", "extension", "verification")

REASONS = """
CREATE FUNCTION reporting_unknown_amounts_say_why() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status IN ('with_approver', 'submitted', 'accepted') AND EXISTS (
    SELECT FROM reporting_spending
    WHERE report_id = NEW.id AND amount IS NULL AND reason_if_unknown = ''
  ) THEN
    RAISE EXCEPTION 'unknown_amounts_say_why' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER unknown_amounts_say_why BEFORE UPDATE ON reporting_report
  FOR EACH ROW EXECUTE FUNCTION reporting_unknown_amounts_say_why();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_reports_know_their_authors")]
    operations = [
        migrations.RunSQL(CLOSED, "DROP FUNCTION reporting_closed_stays()"),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER closed_stays BEFORE INSERT OR UPDATE OR DELETE ON reporting_{table} "
                "FOR EACH ROW EXECUTE FUNCTION reporting_closed_stays()",
                f"DROP TRIGGER closed_stays ON reporting_{table}",
            )
            for table in TABLES
        ),
        migrations.RunSQL(
            REASONS,
            "DROP TRIGGER unknown_amounts_say_why ON reporting_report; "
            "DROP FUNCTION reporting_unknown_amounts_say_why();",
        ),
    ]
