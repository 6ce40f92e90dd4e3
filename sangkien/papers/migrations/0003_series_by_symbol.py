"""One series of numbers per unit, symbol and year instead of one per kind of paper.

Papers keep their numbers; the next one of a symbol is above all that were given with it. Where kinds
gave a number twice the later papers have their id behind their key.
"""

from django.db import migrations, models

BATCH = 500


def _series(symbol):
    return "".join(symbol.split()).upper()


def _key(label):
    number, _slash, symbol = label.partition("/")
    number = _series(number)
    return f"{int(number) if number.isdecimal() else number}/{_series(symbol)}"


def forget_series(apps, schema_editor):
    apps.get_model("papers", "NumberSeries").objects.all().delete()


def write_keys(apps, schema_editor):
    """In the order of issue, so that the first one has the number."""
    papers = apps.get_model("papers", "IssuedPaper").objects
    seen, after = set(), 0
    while rows := list(papers.filter(pk__gt=after).order_by("pk").only("label", "unit", "year")[:BATCH]):
        for row in rows:
            row.key = _key(row.label)
            place = (row.unit_id, row.year, row.key)
            if place in seen:
                row.key = f"{row.key} ({row.pk})"
            seen.add(place)
        papers.bulk_update(rows, ["key"])
        after = rows[-1].pk


def join_series(apps, schema_editor):
    given = apps.get_model("papers", "IssuedPaper").objects.filter(number__isnull=False)
    last = {}
    rows = given.values_list("unit", "label", "year", "number")
    for unit, label, year, number in rows.iterator(chunk_size=BATCH):
        place = (unit, _series(label.partition("/")[2]), year)
        last[place] = max(number, last.get(place, 0))
    series = apps.get_model("papers", "NumberSeries")
    made = (
        series(unit_id=unit, symbol=symbol, year=year, last=number)
        for (unit, symbol, year), number in last.items()
    )
    series.objects.bulk_create(made, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0002_lookups_per_address"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="numberseries", name="papers_series_once"),
        migrations.RemoveConstraint(model_name="issuedpaper", name="papers_number_once"),
        migrations.RemoveConstraint(model_name="issuedpaper", name="papers_label_once"),
        migrations.AddField(
            model_name="issuedpaper",
            name="key",
            field=models.CharField(default="", max_length=130),
            preserve_default=False,
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.UniqueConstraint(
                fields=["unit", "year", "key"], name="papers_number_once"
            ),
        ),
        migrations.RunPython(forget_series, migrations.RunPython.noop),
        migrations.RemoveField(model_name="numberseries", name="kind"),
        migrations.AddField(
            model_name="numberseries",
            name="symbol",
            field=models.CharField(default="", max_length=130),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.UniqueConstraint(
                fields=["unit", "symbol", "year"], name="papers_series_once"
            ),
        ),
        # Last: PostgreSQL alters no table of which it still has to check new rows.
        migrations.RunPython(join_series, forget_series),
    ]
