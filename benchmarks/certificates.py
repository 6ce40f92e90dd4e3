"""How long a certificate of commendation takes in bulk, on one core, with its number, code and row.

    SANGKIEN_DATA_DIR=<folder with the demonstration> python -m benchmarks.certificates [lines]

Signs one decision with as many lines as wanted (1,000) and releases it as the worker does.
"""

import os
import sys
import time
import uuid

import django


def main(lines: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.project.settings")
    django.setup()
    from sangkien.access.actor import Actor  # noqa: PLC0415 - after the setup
    from sangkien.commendation.actions import conferring  # noqa: PLC0415
    from sangkien.commendation.models import AwardDecision, Conferral  # noqa: PLC0415
    from sangkien.core import clock  # noqa: PLC0415

    model = Conferral.objects.filter(decision__isnull=False, paper__isnull=False).latest("pk")
    decision, at = model.decision, clock.now()
    if decision is None:
        raise TypeError
    decision.pk, decision.state, decision.paper, decision.round = None, "draft", None, None
    decision.signed_at = decision.signed_by = decision.signed_version = decision.released_at = None
    decision.request_key = uuid.uuid4()
    decision.save(force_insert=True)
    rows = []
    for place in range(1, lines + 1):
        row = Conferral.objects.get(pk=model.pk) if place == 1 else rows[0]
        values = {
            field.attname: getattr(row, field.attname)
            for field in Conferral._meta.concrete_fields
            if field.name not in {"id", "dossier", "paper", "conferred_at", "consented_at"}
        }
        rows.append(Conferral(**{**values, "decision_id": decision.pk, "position": place}))
        rows[-1].holder_name = f"Nguyễn Thị Người Thứ {place}"
    Conferral.objects.bulk_create(rows, batch_size=500)
    begun = time.perf_counter()
    signed = conferring.sign(decision, seen=decision.version, by=Actor.system(), at=at)
    listed = time.perf_counter()
    cpu = time.process_time()
    while AwardDecision.objects.filter(pk=signed.pk, released_at=None).exists():
        conferring.go_on(signed, at=at)
    done = time.perf_counter()
    print(f"decision with a list of {lines}: {listed - begun:.1f} s")
    print(
        f"certificates: {(done - listed) / lines * 1000:.0f} ms each, "
        f"{(time.process_time() - cpu) / lines * 1000:.0f} ms of processor time"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
