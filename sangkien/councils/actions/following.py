"""What happens to people, and what that means for their seats."""

from datetime import datetime

from django.utils.translation import gettext as _

from sangkien.councils.models import Interest, Seat


def move_seats(*, kept_id: int, closed_id: int) -> None:
    """ "Gộp tài khoản": the account that is kept sits where the closed one sat.

    Where both sit in one council each seat stays what it was: two votes were counted there.
    """
    kept = Seat.objects.filter(user=kept_id).values("council")
    Seat.objects.filter(user=closed_id).exclude(council__in=kept).update(user=kept_id)
    known = Interest.objects.filter(user=kept_id).values("item")
    Interest.objects.filter(user=closed_id).exclude(item__in=known).update(user=kept_id)


def anonymise(user_id: int, at: datetime) -> None:
    """What somebody wrote about the own family goes; that they stood aside stays, and so do the
    sheets: a decision rests on them.
    """
    declared = Interest.objects.filter(user=user_id).exclude(sentence="")
    declared.update(sentence=_("(đã xóa)"))
