"""The size from which a commune union may be set up, as the guidance of June 2025 says it.

Known from the press; mark it verified once the guidance itself was read.
"""

import datetime as dt

from django.db import migrations

SOURCE = (
    "Báo Lao Động, hướng dẫn mô hình tại các xã, phường không đủ điều kiện thành lập công đoàn, "
    "12/06/2025"
)


def add_thresholds(apps, schema_editor):
    threshold = apps.get_model("units", "Threshold")
    threshold.objects.get_or_create(
        level_id="xa-phuong",
        since=dt.date(2025, 6, 12),
        defaults={
            "least_members": 1_500,
            "least_grassroots": 10,
            "source": SOURCE,
            "is_verified": False,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("units", "0004_positions")]

    operations = [migrations.RunPython(add_thresholds, migrations.RunPython.noop)]
