"""The words of the consent, the terms of the decree, and the consents given before the ledger."""

import datetime as dt
import hashlib

from django.db import migrations

# Word for word what the page of the account said before there was a ledger.
PUBLIC_NAME = (
    "Nếu bạn đồng ý, họ tên sẽ hiện cùng các sáng kiến đã được xác nhận hợp lệ, để mọi người biết ai "
    "đã làm tốt hơn. Số điện thoại và mã đoàn viên không bao giờ hiện. Không đồng ý cũng không ảnh "
    "hưởng gì tới việc xét sáng kiến."
)
SINCE = dt.date(2000, 1, 1)
LAW = dt.date(2026, 1, 1)
DECREE = "Nghị định 356/2025/NĐ-CP (thay Nghị định 13/2023/NĐ-CP), Luật 91/2025/QH15; cần đối chiếu"
NO_TERM = "Chưa thấy thời hạn riêng cho khiếu nại; dùng thời hạn ngắn nhất; cần đối chiếu"
TERMS = {
    "withdraw": (15, 15),
    "restrict": (15, 15),
    "object": (15, 15),
    "view": (10, 10),
    "correct": (10, 10),
    "supply": (10, 10),
    "delete": (20, 20),
    "complain": (10, 10),
}
ACKNOWLEDGE = 2


def add_rows(apps, schema_editor):
    text, _new = apps.get_model("privacy", "ConsentText").objects.get_or_create(
        purpose="public_name", version=1, defaults={"body": PUBLIC_NAME, "valid_from": SINCE}
    )
    deadlines = apps.get_model("privacy", "Deadline").objects
    for kind, (days, more) in TERMS.items():
        deadlines.get_or_create(
            kind=kind,
            valid_from=LAW,
            defaults={
                "acknowledge_days": ACKNOWLEDGE,
                "answer_days": days,
                "extension_days": more,
                "source": NO_TERM if kind == "complain" else DECREE,
                "is_verified": False,
            },
        )
    return text


def note_earlier_consents(apps, schema_editor):
    text = apps.get_model("privacy", "ConsentText").objects.get(purpose="public_name", version=1)
    consent = apps.get_model("privacy", "Consent")
    digest = hashlib.sha256(text.body.encode()).hexdigest()
    people = apps.get_model("accounts", "User").objects.filter(name_public_since__isnull=False)
    batch = []
    for pk, since in people.values_list("pk", "name_public_since").iterator(chunk_size=2000):
        batch.append(
            consent(
                user_id=pk,
                purpose="public_name",
                text=text,
                text_hash=digest,
                channel="earlier",
                given_at=since,
            )
        )
        if len(batch) == 2000:
            consent.objects.bulk_create(batch)
            batch = []
    consent.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [
        migrations.RunPython(add_rows, migrations.RunPython.noop),
        migrations.RunPython(note_earlier_consents, migrations.RunPython.noop),
    ]
