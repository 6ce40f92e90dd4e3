"""What waits already waits at the first step, since it was sent last, on the usual clock.

Day by day, because the end of the clock depends on nothing else.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import F, Min

from sangkien.core.workdays import vietnam

USUAL_WORKING_DAYS = 3
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def fill(apps, schema_editor):
    waiting = apps.get_model("initiatives", "Initiative").objects.filter(state="submitted", step=0)
    first = waiting.aggregate(first=Min("changed_at"))["first"]
    while first is not None:
        day = first.astimezone(VIETNAM).date()
        ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=VIETNAM)
        waiting.filter(changed_at__lt=ends).update(
            step=1,
            waits_for="confirm",
            waits_path=F("unit_path"),
            waits_since=F("changed_at"),
            due_on=vietnam().after(day, USUAL_WORKING_DAYS),
        )
        first = waiting.aggregate(first=Min("changed_at"))["first"]


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0006_chain")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
