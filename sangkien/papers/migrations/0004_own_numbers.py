"""Own numbers from before they were checked: "Số 01/QĐ-LĐLĐ" and "045a" have the key of "1/QĐ-LĐLĐ" and "45A".

Only papers with an own number are read. One that another paper has already keeps its id behind the key and is named, here
and by `sangkien verify`.
"""

import re

from django.db import IntegrityError, migrations, transaction

BATCH = 500
SAID = re.compile(r"^số\s*[:.]?\s*(?=[0-9])", re.IGNORECASE)


def _series(symbol):
    return "".join(symbol.split()).upper()


def _key(label, symbol):
    number, _slash, own = SAID.sub("", " ".join(label.split())).partition("/")
    found = re.fullmatch("0*([0-9].*)", _series(number))
    return f"{found[1] if found else _series(number)}/{_series(own.strip() or symbol)}"


def put_right(apps, schema_editor):
    papers = apps.get_model("papers", "IssuedPaper").objects
    own, after = papers.filter(number=None).order_by("pk"), 0
    while rows := list(own.filter(pk__gt=after).values_list("pk", "label", "key")[:BATCH]):
        for pk, label, kept in rows:
            bare = re.sub(r" \([0-9]+\)$", "", kept)
            key = _key(label, bare.partition("/")[2])
            if key != bare:
                _put(papers.filter(pk=pk), key, f"{key} ({pk})", label)
        after = rows[-1][0]


def _put(row, key, double, label):
    try:
        with transaction.atomic():
            row.update(key=key)
    except IntegrityError:
        row.update(key=double)
        print(f"Văn bản số {label}: số này đã dùng cho văn bản khác trong năm.")


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0003_series_by_symbol"),
    ]

    operations = [
        migrations.RunPython(put_right, migrations.RunPython.noop),
    ]
