"""One-time codes: at most one open per person and purpose, used once.

A code to sign in belongs to one browser and has five tries. A code to activate an account belongs
to nobody yet: wrong ones never spend it, they make whoever types them wait (`activation`).
"""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from sangkien.accounts import rules
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.errors import WrongCode
from sangkien.accounts.models import OneTimeCode, User
from sangkien.accounts.models.one_time_code import OneTimeCodeQuerySet
from sangkien.core import db

# Figures only: they can be read aloud in any dialect, and phones show a keypad for them.
LENGTHS = {CodePurpose.ACTIVATION: 10, CodePurpose.SIGN_IN: 6}
LIFETIMES = {
    CodePurpose.ACTIVATION: dt.timedelta(days=30),
    CodePurpose.SIGN_IN: dt.timedelta(minutes=5),
}
KEPT = dt.timedelta(days=30)
NOBODY = 0


@transaction.atomic
def issue(
    users: Sequence[User], purpose: CodePurpose, *, at: dt.datetime, binding: str = ""
) -> dict[int, str]:
    """New codes by person; the former ones for this purpose are worth nothing from now on.

    This is the only moment at which the codes can be read. `binding` ties them to a browser.
    """
    plain = {user.pk: _draw(purpose) for user in users}
    # Two officers at once: the second one waits here, then ends the codes of the first.
    list(db.locked(User.objects.filter(pk__in=list(plain)).order_by("pk").only("pk")))
    end_open(list(plain), purpose, at=at)
    OneTimeCode.objects.bulk_create(
        OneTimeCode(
            user_id=pk,
            purpose=purpose,
            digest=_digest(pk, purpose, code, binding),
            made_at=at,
            expires_at=at + LIFETIMES[purpose],
        )
        for pk, code in plain.items()
    )
    return plain


def end_open(user_ids: Sequence[int], purpose: CodePurpose, *, at: dt.datetime) -> None:
    """What was handed out before is worth nothing any more."""
    OneTimeCode.objects.unused().filter(user__in=user_ids, purpose=purpose).update(revoked_at=at)


def _draw(purpose: CodePurpose) -> str:
    return "".join(secrets.choice("0123456789") for _figure in range(LENGTHS[purpose]))


def _digest(user_id: int, purpose: CodePurpose, code: str, binding: str) -> str:
    """Keyed: whoever reads the table cannot try all codes without the key of the application."""
    message = f"{user_id}|{binding}|{code}"
    return salted_hmac(f"sangkien.code.{purpose}", message, algorithm="sha256").hexdigest()


def spend_try(user: User | None, purpose: CodePurpose, *, at: dt.datetime) -> OneTimeCode | None:
    """The person's open code, one try poorer; None when there is none or its tries are spent.

    The same questions are asked for people that do not exist. Call it in the transaction that
    counts the try of the account: with one of its own, only people who have a code would keep the
    disk busy, and the answer would take longer.
    """
    counted = _own(user, purpose).spend_try(at)
    code = usable(user, purpose, at=at)
    return code if counted else None


def usable(user: User | None, purpose: CodePurpose, *, at: dt.datetime) -> OneTimeCode | None:
    """The person's open code, however often it was guessed."""
    return _own(user, purpose).usable_at(at).select_related("user").first()


def _own(user: User | None, purpose: CodePurpose) -> OneTimeCodeQuerySet:
    pk = user.pk if user and user.is_active else NOBODY
    return OneTimeCode.objects.filter(user=pk, purpose=purpose)


def ensure_fits(
    code: OneTimeCode | None, purpose: CodePurpose, typed: str, *, binding: str = ""
) -> OneTimeCode:
    """The code, if it is the one that was typed, in the browser that asked for it."""
    owner = code.user_id if code else NOBODY
    digest = _digest(owner, purpose, rules.digits_of(typed[:100]), binding)
    fits = constant_time_compare(code.digest if code else "", digest)
    if code is None or not fits:
        raise WrongCode(_("Mã chưa đúng với người này, đã dùng hoặc đã hết hạn."))
    return code


def use(pk: int, *, at: dt.datetime) -> None:
    """Used once, however many browsers had it checked."""
    if not OneTimeCode.objects.usable_at(at).filter(pk=pk).update(used_at=at):
        raise WrongCode(_("Mã này đã dùng hoặc hết hiệu lực. Hãy xin mã mới."))


def forget_old(now: dt.datetime) -> int:
    """Throw away codes that have been worth nothing for a month."""
    deleted, _rows = OneTimeCode.objects.filter(expires_at__lte=now - KEPT).delete()
    return deleted
