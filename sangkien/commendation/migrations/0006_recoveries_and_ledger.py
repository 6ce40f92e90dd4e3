"""What was recovered no longer stands as paid; who agreed to be named stands in the ledger of consents."""

import hashlib

from django.db import migrations

BATCH = 2_000


def end_recovered(apps, schema_editor):
    payments = apps.get_model("commendation", "Payment").objects
    back = apps.get_model("commendation", "FundEntry").objects.filter(conferral__isnull=False)
    payments.filter(is_standing=True, conferral__in=back.values("conferral")).update(
        is_standing=False
    )


def note_earlier_consents(apps, schema_editor):
    """With the words of the ledger, which say what the page said when they agreed."""
    text = apps.get_model("privacy", "ConsentText").objects.get(purpose="honour", version=1)
    consent = apps.get_model("privacy", "Consent")
    digest = hashlib.sha256(text.body.encode()).hexdigest()
    agreed = apps.get_model("commendation", "Conferral").objects.filter(
        consented_at__isnull=False, user__isnull=False
    )
    batch = []
    rows = agreed.values_list("pk", "user_id", "title", "label", "consented_at")
    for pk, user_id, title, label, at in rows.iterator(chunk_size=BATCH):
        batch.append(
            consent(
                user_id=user_id,
                purpose="honour",
                subject=pk,
                about=f"{title} ({label})"[:300],
                text=text,
                text_hash=digest,
                channel="earlier",
                given_at=at,
            )
        )
        if len(batch) == BATCH:
            consent.objects.bulk_create(batch, ignore_conflicts=True)  # some stand after going back
            batch = []
    consent.objects.bulk_create(batch, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("commendation", "0005_restorations"),
        ("privacy", "0003_consents_thing_by_thing"),
    ]

    operations = [
        migrations.RunPython(end_recovered, migrations.RunPython.noop),
        migrations.RunPython(note_earlier_consents, migrations.RunPython.noop),
    ]
