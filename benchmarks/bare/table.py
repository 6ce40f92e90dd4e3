"""Make the table of the bare submit: by construction the same as that of the initiatives."""

import psycopg
from psycopg import sql

SOURCE, TARGET = sql.Identifier("initiatives_initiative"), sql.Identifier("bare_entry")

CREATE = sql.SQL("CREATE TABLE {target} (LIKE {source} INCLUDING ALL)")
FILL = sql.SQL("INSERT INTO {target} SELECT * FROM {source}")
COUNT_ON = sql.SQL(
    "SELECT setval(pg_get_serial_sequence('bare_entry', 'id'), (SELECT max(id) FROM {target}))"
)
FOREIGN_KEYS = sql.SQL(
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE conrelid = 'initiatives_initiative'::regclass AND contype = 'f'"
)
ADD_KEY = sql.SQL("ALTER TABLE {target} ADD CONSTRAINT {name} {definition}")
ANALYSE = sql.SQL("VACUUM ANALYZE {target}")


def make(url: str) -> None:
    """Columns, checks, indexes, foreign keys and rows; an existing table stays as it is."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT to_regclass('bare_entry')").fetchone()
        if found is not None and found[0] is not None:
            return
        for statement in (CREATE, FILL, COUNT_ON):
            connection.execute(statement.format(source=SOURCE, target=TARGET))
        for name, definition in connection.execute(FOREIGN_KEYS).fetchall():
            added = ADD_KEY.format(
                target=TARGET,
                name=sql.Identifier(f"bare_{name[:55]}"),
                definition=sql.SQL(definition),
            )
            connection.execute(added)
        connection.execute(ANALYSE.format(target=TARGET))
