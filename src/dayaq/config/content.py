"""What a database holds, as one number: two databases with the same rows have the same hash."""

from dataclasses import dataclass
from hashlib import sha256

from psycopg import Connection, sql

PASSING = frozenset({"public.django_session", "public.cache"})
"""Tables whose rows are worth nothing tomorrow; a session's key would even let a thief sign in."""


@dataclass(frozen=True)
class Table:
    """The content of one table: how many rows, and their hash in the order of the primary key."""

    rows: int
    sha256: str


def content_hash(connection: Connection) -> str:
    """SHA-256 over every table's name, columns and rows; independent of server and version."""
    return hash_of(contents(connection))


def hash_of(tables: dict[str, Table]) -> str:
    lines = (f"{name} {table.rows} {table.sha256}\n" for name, table in sorted(tables.items()))
    return sha256("".join(lines).encode()).hexdigest()


def contents(connection: Connection) -> dict[str, Table]:
    """Every table with its content, read as a stream, all at one moment if in a transaction."""
    with connection.transaction(), connection.cursor() as cursor:
        for setting, value in UNMISTAKABLE.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
        cursor.execute(TABLES)
        found = [(schema, name, columns, keys) for schema, name, columns, keys in cursor.fetchall()]
        return {
            f"{schema}.{name}": _read(connection, schema, name, columns, keys or [])
            for schema, name, columns, keys in found
            if f"{schema}.{name}" not in PASSING
        }


def filled_tables(connection: Connection) -> set[str]:
    """The names of the tables that hold at least one row."""
    found = connection.execute(TABLES).fetchall()
    some = sql.SQL("SELECT EXISTS (SELECT FROM {})")
    return {
        f"{schema}.{name}"
        for schema, name, _, _ in found
        if connection.execute(some.format(sql.Identifier(schema, name))).fetchone() == (True,)
    }


def _read(
    connection: Connection, schema: str, name: str, columns: list[str], keys: list[str]
) -> Table:
    table = sql.Identifier(schema, name)
    order = (
        sql.SQL(", ").join(map(sql.SQL, keys))  # quoted by the server
        if keys
        else sql.SQL('t::text COLLATE "C"')
    )
    query = sql.SQL("COPY (SELECT {} FROM {} t ORDER BY {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), table, order
    )
    digest = sha256("\t".join(columns).encode() + b"\n")
    rows = 0
    with connection.cursor() as cursor, cursor.copy(query) as stream:
        for block in stream:
            digest.update(block)
            rows += bytes(block).count(b"\n")  # one per row: those inside values are escaped
    return Table(rows, digest.hexdigest())


UNMISTAKABLE = {
    "timezone": "UTC",
    "datestyle": "ISO, YMD",
    "intervalstyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "client_encoding": "UTF8",
}
"""However client and server are set, a value is written in one way."""

# Not `sec`: its keys sign who is asking; they belong to the installation and not to its content.
TABLES = """
SELECT n.nspname, c.relname,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       (SELECT array_agg(quote_ident(a.attname)
                         || CASE WHEN a.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END
                         ORDER BY k.place)
          FROM pg_constraint p
          CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k (number, place)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
         WHERE p.conrelid = c.oid AND p.contype = 'p')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sec')
 ORDER BY 1, 2
"""
