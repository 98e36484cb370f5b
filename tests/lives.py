"""Nothing leaves its table of statuses in any story: the tests' database refuses, whoever writes."""

from django.db import connection

from dayaq.config.lives import life_of, stateful

GUARD = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN ({steps}) THEN
    RAISE EXCEPTION '{label} does not go from % to %', OLD.status, NEW.status;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {name}();
"""


def guard_the_tables() -> None:
    """Called by the owner of the tables, before the first story."""
    with connection.cursor() as cursor:
        for model in stateful():
            life, table = life_of(model), model._meta.db_table
            steps = [f"('{a}', '{b}')" for a, followers in life.next.items() for b in followers]
            cursor.execute(
                GUARD.format(
                    name=f"life_of_{table}",
                    label=model._meta.label,
                    table=table,
                    steps=", ".join(steps),
                )
            )
