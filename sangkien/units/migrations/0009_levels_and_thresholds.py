"""What every new database knows of the levels and their thresholds."""

from importlib import import_module

from django.db import migrations

levels = import_module("sangkien.units.migrations.0002_levels")
thresholds = import_module("sangkien.units.migrations.0005_thresholds")


class Migration(migrations.Migration):
    dependencies = [("units", "0008_names_and_papers")]

    operations = [
        migrations.RunPython(levels.add_levels, migrations.RunPython.noop),
        migrations.RunPython(thresholds.add_thresholds, migrations.RunPython.noop),
    ]
