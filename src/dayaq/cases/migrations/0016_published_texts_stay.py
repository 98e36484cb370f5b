"""The first texts count as published; the database lets nobody change the words of a published one."""

from django.db import migrations

STAY = """
CREATE FUNCTION cases_published_texts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND (
    TG_OP = 'DELETE'
    OR (NEW.text, NEW.language, NEW.version, NEW.purpose, NEW.since)
       IS DISTINCT FROM (OLD.text, OLD.language, OLD.version, OLD.purpose, OLD.since)
  ) THEN
    RAISE EXCEPTION 'a text of consent that was published stays as it is';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER published_texts_stay BEFORE UPDATE OR DELETE ON cases_consenttext
  FOR EACH ROW EXECUTE FUNCTION cases_published_texts_stay();
"""

GO = """
DROP TRIGGER published_texts_stay ON cases_consenttext;
DROP FUNCTION cases_published_texts_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_texts_of_consent_are_kept")]
    operations = [
        migrations.RunSQL(
            "UPDATE cases_consenttext SET status = 'published'", migrations.RunSQL.noop
        ),
        migrations.RunSQL(STAY, GO),
    ]
