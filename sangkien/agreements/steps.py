"""Which act leads an edition from where to where. Pure.

draft -> consulting -> agreed -> signed, back to draft when a party asks for a change, withdrawn
from anywhere before the signature. Nothing leads out of signed.
"""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from sangkien.agreements.enums import AgreementState, EditionState, Verdict
from sangkien.agreements.errors import WrongStep

OPEN = frozenset({EditionState.DRAFT, EditionState.CONSULTING, EditionState.AGREED})
SENT = frozenset({EditionState.CONSULTING, EditionState.AGREED})
LIVING = frozenset({AgreementState.DRAFTING, AgreementState.IN_FORCE})


def ensure_step(state: EditionState, *wanted: EditionState) -> None:
    if state not in wanted:
        raise WrongStep(
            _("Bản này %(state)s nên không làm được việc đó. Hãy tải lại trang.")
            % {"state": str(state.label).lower()}
        )


def ensure_living(state: AgreementState) -> None:
    """Nothing happens to an agreement that is over."""
    if state not in LIVING:
        raise WrongStep(
            _("Giao ước %(state)s nên không thay đổi được nữa.")
            % {"state": str(state.label).lower()}
        )


def ensure_in_force(state: AgreementState) -> None:
    if state != AgreementState.IN_FORCE:
        raise WrongStep(_("Chỉ giao ước đang hiệu lực mới có phụ lục và tổng kết."))


def are_all_agreed(parties: Collection[int], verdicts: Mapping[int, Verdict]) -> bool:
    """Every party, those outside of the union included, said yes to what was sent."""
    return bool(parties) and all(verdicts.get(one) == Verdict.AGREE for one in parties)


def are_all_signed(parties: Collection[int], signed: Collection[int]) -> bool:
    return bool(parties) and set(parties) <= set(signed)
