"""Keep what an initiative said before it was returned, so that officers see what was changed."""

import datetime as dt

from sangkien.core import text
from sangkien.initiatives import conditions, rules, secrecy
from sangkien.initiatives.errors import Incomplete
from sangkien.initiatives.models import Correction, Initiative


def keep_before(initiative: Initiative, *, at: dt.datetime) -> None:
    """Call when it is returned, inside the transaction."""
    _kept(Correction(initiative=initiative, before=content_of(initiative), asked_at=at))


def keep_after(initiative: Initiative, *, note: str, at: dt.datetime) -> None:
    """Call when it is sent again; what was returned before this was kept has nothing to complete."""
    asked = Correction.objects.filter(initiative=initiative, sent_at=None).order_by("-pk").first()
    if asked is not None:
        secrecy.open_correction(asked)
        asked.after, asked.note, asked.sent_at = content_of(initiative), note, at
        _kept(asked)


def keep_amendment(
    initiative: Initiative, *, before: dict[str, object], note: str, at: dt.datetime
) -> None:
    """Call when a slip was put right, inside the transaction."""
    amendment = Correction(
        initiative=initiative,
        before=before,
        after=content_of(initiative),
        note=note,
        is_amendment=True,
        asked_at=at,
        sent_at=at,
    )
    _kept(amendment)


def _kept(correction: Correction) -> None:
    """Beside a trade secret it is closed as well."""
    if correction.initiative.is_secret:
        secrecy.seal_correction(correction)
    correction.save()


def checked_note(note: str) -> str:
    """The author's words to the officer cleaned, or Incomplete; none are needed."""
    clean = text.clean_prose(note)
    problem = rules.note_problem(clean)
    if problem is not None:
        raise Incomplete(problem, field="note")
    return clean


def content_of(initiative: Initiative) -> dict[str, object]:
    """Plain values of everything that an author may change, what is closed among it."""
    initiative = secrecy.whole(initiative)
    values = {name: getattr(initiative, name) for name in rules.CORRECTABLE}
    days = {key: value.isoformat() for key, value in values.items() if isinstance(value, dt.date)}
    coauthors = initiative.coauthors.order_by("position", "pk").values_list("name", "share_bp")
    return {
        **values,
        **days,
        "field": initiative.field.name if initiative.field else "",
        "authors": [
            [initiative.author.full_name, initiative.author_share_bp],
            *map(list, coauthors),
        ],
        "answers": [list(one) for one in conditions.told(initiative)],
    }
