"""The levels of the Charter: national, provincial and sector, direct-superior, grassroots, section.

Law on Trade Unions 2024 (four levels) with the district and commune forms of both eras.
"""

from django.db import migrations

LEVELS = [
    ("trung-uong", "Trung ương", 1, False),
    ("tinh", "Tỉnh, thành phố", 2, False),
    ("nganh", "Ngành trung ương", 2, False),
    ("tap-doan", "Tập đoàn, tổng công ty", 2, False),
    ("cap-tren", "Cấp trên trực tiếp cơ sở", 3, False),
    ("xa-phuong", "Xã, phường, đặc khu", 3, False),
    ("co-so", "Công đoàn cơ sở", 4, True),
    ("bo-phan", "Công đoàn bộ phận, tổ công đoàn", 5, False),
]


def add_levels(apps, schema_editor):
    level = apps.get_model("units", "Level")
    for key, name, tier, is_grassroots in LEVELS:
        level.objects.update_or_create(
            key=key, defaults={"name": name, "tier": tier, "is_grassroots": is_grassroots}
        )


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [migrations.RunPython(add_levels, migrations.RunPython.noop)]
