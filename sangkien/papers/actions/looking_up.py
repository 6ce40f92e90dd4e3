"""Find a paper by its code, for anybody; nobody may try codes without end.

Nothing is counted for all together: whoever can send many requests would turn the verification
off for the whole country, and codes are too long to be guessed anyway.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sangkien.papers import rules
from sangkien.papers.errors import TooManyLookups
from sangkien.papers.models import IssuedPaper, Lookup


def look_up(typed: str, *, address: str, at: dt.datetime) -> IssuedPaper | None:
    """Every look-up counts, whether there is such a paper or not: both take the same time.

    Of codes that cannot be any the same is asked of the database, too.
    """
    _count(address, at=at)
    found = IssuedPaper.objects.filter(code=rules.canonical(typed) or rules.new_code())
    return found.select_related("unit", "replaced_by").first()


@transaction.atomic
def _count(address: str, *, at: dt.datetime) -> None:
    row = {"key": key_of(address), "since_at": at.replace(minute=0, second=0, microsecond=0)}
    hour = Lookup.objects.filter(**row)
    if hour.update(count=F("count") + 1) != 1:
        Lookup.objects.bulk_create([Lookup(**row)], ignore_conflicts=True)
        hour.update(count=F("count") + 1)
    if hour.filter(count__gt=rules.MOST_PER_ADDRESS).exists():
        raise TooManyLookups(
            _("Đang có quá nhiều lượt xác minh. Mời thử lại sau %(minutes)d phút.")
            % {"minutes": 60 - at.minute}
        )


def key_of(address: str) -> str:
    return salted_hmac(
        "sangkien.papers.lookup", rules.network_of(address), algorithm="sha256"
    ).hexdigest()


def forget_old(now: dt.datetime) -> int:
    deleted, _rows = Lookup.objects.filter(since_at__lt=now - 2 * rules.HOUR).delete()
    return deleted
