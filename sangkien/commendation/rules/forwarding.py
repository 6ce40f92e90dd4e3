"""Where a dossier goes: from the proposer, office by office, up to the unit that holds the round. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.errors import InvalidDossier
from sangkien.core import paths

# What may be done while it stands so; everything else is refused.
ALLOWED: dict[Outcome, frozenset[DossierState]] = {
    Outcome.SENT: frozenset({DossierState.DRAFT, DossierState.INCOMPLETE}),
    Outcome.INCOMPLETE: frozenset({DossierState.SENT}),
    Outcome.COMPLETE: frozenset({DossierState.SENT}),
    Outcome.FORWARDED: frozenset({DossierState.COMPLETE}),
    Outcome.BROUGHT: frozenset({DossierState.COMPLETE}),
    Outcome.PASSED: frozenset({DossierState.COMPLETE, DossierState.HIGHER}),  # comes back
    Outcome.HIGHER: frozenset({DossierState.COMPLETE, DossierState.PASSED}),
    Outcome.FAILED: frozenset({DossierState.COMPLETE, DossierState.PASSED}),
    Outcome.WITHDRAWN: frozenset(
        {
            DossierState.SENT,
            DossierState.INCOMPLETE,
            DossierState.COMPLETE,
            DossierState.PASSED,  # only when the person was erased
        }
    ),
}
STATES: dict[Outcome, DossierState] = {
    Outcome.SENT: DossierState.SENT,
    Outcome.INCOMPLETE: DossierState.INCOMPLETE,
    Outcome.COMPLETE: DossierState.COMPLETE,
    Outcome.FORWARDED: DossierState.SENT,
    Outcome.BROUGHT: DossierState.COMPLETE,
    Outcome.PASSED: DossierState.PASSED,
    Outcome.HIGHER: DossierState.HIGHER,
    Outcome.FAILED: DossierState.FAILED,
    Outcome.WITHDRAWN: DossierState.WITHDRAWN,
}
WAITING = frozenset({DossierState.SENT, DossierState.COMPLETE})
EDITABLE = frozenset({DossierState.DRAFT, DossierState.INCOMPLETE})
AT_THE_TOP = frozenset({Outcome.BROUGHT, Outcome.PASSED, Outcome.HIGHER})
NEEDS_REASON = frozenset(
    {Outcome.INCOMPLETE, Outcome.FORWARDED, Outcome.HIGHER, Outcome.FAILED, Outcome.WITHDRAWN}
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """`waits_path` is the office at which it waits, empty for nobody; `back` the office that asked
    for more, to which it returns.
    """

    state: DossierState = DossierState.DRAFT
    waits_path: str = ""
    back: str = ""


@dataclass(frozen=True, kw_only=True)
class Way:
    """From the unit that proposes to the one that holds the round, both as paths."""

    proposer: str
    top: str

    @property
    def first(self) -> str:
        """The next office above the proposer; the unit of the round judges its own proposals itself."""
        return self.top if self.proposer == self.top else self.proposer[: -paths.STEP]

    def above(self, office: str) -> str:
        """The next office on the way, "" at its end."""
        return "" if office == self.top else office[: -paths.STEP]

    @property
    def offices(self) -> list[str]:
        """All of them, in order."""
        found = [self.first]
        while upper := self.above(found[-1]):
            found.append(upper)
        return found


def after(outcome: Outcome, place: Place, way: Way) -> Place:
    """Where it stands after one step; raises `InvalidDossier` where that step cannot be taken."""
    if place.state not in ALLOWED[outcome]:
        raise InvalidDossier(_("Hồ sơ không còn ở bước này. Hãy tải lại trang."))
    state = STATES[outcome]
    if outcome == Outcome.SENT:
        return Place(state=state, waits_path=place.back or way.first)
    if outcome == Outcome.INCOMPLETE:
        return Place(state=state, back=place.waits_path)
    if outcome == Outcome.FORWARDED:
        return Place(state=state, waits_path=_above(place, way))
    if outcome in AT_THE_TOP and place.waits_path not in ("", way.top):
        raise InvalidDossier(_("Chỉ đơn vị mở đợt xét quyết định được hồ sơ này."))
    return Place(state=state, waits_path=place.waits_path if state in WAITING else "")


def _above(place: Place, way: Way) -> str:
    upper = way.above(place.waits_path)
    if not upper:
        raise InvalidDossier(_("Hồ sơ đã ở đơn vị mở đợt xét, không còn cấp trên để đề xuất."))
    return upper
