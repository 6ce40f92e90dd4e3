"""The inverted index of each database over the tokens.

PostgreSQL: GIN, with a short pending list, so that a reader never has to go through a long one. SQLite: FTS5 over the same column, kept by
triggers. Whoever alters these tables on SQLite makes the triggers anew: Django then copies them
into a new table.
"""

from django.db import migrations

POSTGRESQL = (
    "CREATE INDEX {table}_gin ON {table} USING gin (tokens)"
    " WITH (gin_pending_list_limit = 256)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE {table}_fts USING fts5 (tokens, content='{table}',"
    " content_rowid='{key}', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\")",
    "CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_fts (rowid, tokens) VALUES (new.{key}, new.tokens); END",
    "CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_fts ({table}_fts, rowid, tokens)"
    " VALUES ('delete', old.{key}, old.tokens); END",
    "CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN"
    " INSERT INTO {table}_fts ({table}_fts, rowid, tokens)"
    " VALUES ('delete', old.{key}, old.tokens);"
    " INSERT INTO {table}_fts (rowid, tokens) VALUES (new.{key}, new.tokens); END",
)
UNDO = {
    "postgresql": ("DROP INDEX {table}_gin",),
    "sqlite": (
        "DROP TRIGGER {table}_changed",
        "DROP TRIGGER {table}_removed",
        "DROP TRIGGER {table}_added",
        "DROP TABLE {table}_fts",
    ),
}
STATEMENTS = {"postgresql": POSTGRESQL, "sqlite": SQLITE}
TABLES = {
    "search_initiativetokens": "initiative_id",
    "search_unittokens": "place",
}


def create(apps, schema_editor):
    _execute(STATEMENTS, schema_editor)


def drop(apps, schema_editor):
    _execute(UNDO, schema_editor)


def _execute(statements, schema_editor):
    for table, key in TABLES.items():
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table, key=key))


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
