"""Find a paper by its code, for anybody; nobody may try codes without end."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sangkien.papers import rules
from sangkien.papers.errors import TooManyLookups
from sangkien.papers.models import IssuedPaper, Lookup

EVERYBODY = ""


def look_up(typed: str, *, address: str, at: dt.datetime) -> IssuedPaper | None:
    """Every look-up counts, whether there is such a paper or not: both take the same time.

    Of codes that cannot be any the same is asked of the database, too.
    """
    _count(address, at=at)
    found = IssuedPaper.objects.filter(code=rules.canonical(typed) or rules.new_code())
    return found.select_related("unit", "replaced_by").first()


@transaction.atomic
def _count(address: str, *, at: dt.datetime) -> None:
    since = at.replace(minute=0, second=0, microsecond=0)
    keys = {key_of(address): rules.MOST_PER_ADDRESS, EVERYBODY: rules.MOST_TOGETHER}
    for key in sorted(keys):  # always in the same order: nobody waits in a ring
        hour = Lookup.objects.filter(key=key, since_at=since)
        if hour.update(count=F("count") + 1) != 1:
            Lookup.objects.bulk_create([Lookup(key=key, since_at=since)], ignore_conflicts=True)
            hour.update(count=F("count") + 1)
    counts = Lookup.objects.filter(key__in=keys, since_at=since).values_list("key", "count")
    if any(count > keys[key] for key, count in counts):
        raise TooManyLookups(
            _("Đang có quá nhiều lượt xác minh. Mời thử lại sau %(minutes)d phút.")
            % {"minutes": 60 - at.minute}
        )


def key_of(address: str) -> str:
    return salted_hmac("sangkien.papers.lookup", address, algorithm="sha256").hexdigest()


def forget_old(now: dt.datetime) -> int:
    deleted, _rows = Lookup.objects.filter(since_at__lt=now - 2 * rules.HOUR).delete()
    return deleted
