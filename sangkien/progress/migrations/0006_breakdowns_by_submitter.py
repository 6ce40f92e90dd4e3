from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Without a mark the worker counts every breakdown from the beginning: a division is new."""
    apps.get_model("progress", "BreakdownMark").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("progress", "0005_breakdowns")]
    operations = [migrations.RunPython(begin_anew, migrations.RunPython.noop)]
