"""What was promised in an edition, the target that it became, and how far that is by now."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sangkien.agreements import writing
from sangkien.agreements.queries import pacts
from sangkien.web.shared import reached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sangkien.agreements.contents import Signer
    from sangkien.agreements.models import Edition, Target


def rows(
    edition: "Edition", signers: "Sequence[Signer]", *, at: dt.datetime
) -> list[dict[str, Any]]:
    """For the table; a few queries for any number of promises."""
    made = pacts.targets_made(edition) if edition.is_signed else {}
    standing = [one for one in made.values() if not one.replaced_at]
    known = reached.told(standing, at=at, is_for_all=True)  # every party reads the agreement
    return [
        {
            "pledge": pledge,
            "by": writing.promised_by(pledge, signers),
            "target": target,
            "url": _address(target) if target else "",
            "told": known.get(target.pk) if target else None,
        }
        for number, pledge in enumerate(edition.words.pledges, start=1)
        for target in [made.get(number)]
    ]


def _address(target: "Target") -> str:
    """The public page of its holder in its period; empty where there is none."""
    if target.period is None or target.is_reported:
        return ""
    slug = target.period.programme.slug
    if target.cluster is not None:
        url = reverse("progress:cluster", args=[slug, target.cluster.pk])
    elif target.unit is not None:
        url = reverse("progress:unit", args=[slug, target.unit.code])
    else:  # pragma: no cover - a constraint says that somebody holds it
        return ""
    return f"{url}?dot={target.period.pk}"
