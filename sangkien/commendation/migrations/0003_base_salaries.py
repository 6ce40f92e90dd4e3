"""The base salaries that are known, with their legal basis."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import migrations

SOURCE = Path(__file__).resolve().parent.parent / "data" / "base_salaries.json"


def load(apps: Any, _editor: Any) -> None:
    salary = apps.get_model("commendation", "BaseSalary")
    for row in json.loads(SOURCE.read_text(encoding="utf-8"))["rows"]:
        since_on = dt.date.fromisoformat(row["since_on"])
        values = {name: row[name] for name in ("vnd", "basis", "is_verified")}
        salary.objects.get_or_create(since_on=since_on, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("commendation", "0002_waits_told_and_reasons")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
