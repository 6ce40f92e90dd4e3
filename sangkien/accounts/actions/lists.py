"""People by the hundred: the same rules as for one, without a query for each."""

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sangkien.accounts.models import User
from sangkien.core import db

_WRITTEN = ("full_name", "folded_name", "name_sort", "phone")


@transaction.atomic
def add_people(people: Sequence[User]) -> None:
    """ "Thêm người theo danh sách": the caller has put each through `people.ensure_written` and
    knows that code and phone are free; the database refuses what somebody took meanwhile.
    """
    for person in people:
        person.password = make_password(None)  # no sign-in before the account is activated
    User.objects.bulk_create(people)


def rewrite_people(people: Sequence[User]) -> None:
    """ "Sửa họ tên, số điện thoại theo danh sách"."""
    User.objects.bulk_update(people, _WRITTEN, batch_size=100)


def locked_people(pks: Sequence[int]) -> dict[int, User]:
    """The people, held until the transaction ends: nobody refers to them anew meanwhile."""
    found = db.locked(User.objects.filter(pk__in=pks)).order_by("pk")
    return {person.pk: person for person in found}


def remove_people(pks: Sequence[int]) -> None:
    """ "Xóa người vừa thêm nhầm": only people to whom nothing refers; the database sees to it."""
    User.objects.filter(pk__in=pks).delete()
