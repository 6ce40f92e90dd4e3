"""How many of each award a round gives: its own number, that of the terms, and their share of a pool."""

from collections.abc import Collection

from django.db.models import Count

from sangkien.commendation.enums import DossierState
from sangkien.commendation.models import Award, Conferral, Dossier, Round, RoundAward
from sangkien.commendation.queries.candidates import Scene, pool_size
from sangkien.commendation.queries.catalogue import codes_by_name
from sangkien.commendation.rules import quotas
from sangkien.commendation.rules.quotas import Limit
from sangkien.core import paths, text


def limits_of(round_: Round, awards: Collection[Award]) -> dict[int, list[Limit]]:
    """By award, the narrowest first; a fixed number of queries."""
    rows = RoundAward.objects.filter(round=round_, award__in=[one.pk for one in awards])
    own = dict(rows.values_list("award_id", "quota"))
    pools = _pools(round_, [one for one in awards if one.read.quota.percent is not None])
    return {
        one.pk: quotas.limits(one.read.quota, pool=pools.get(one.pk), of_round=own.get(one.pk))
        for one in awards
    }


def _pools(round_: Round, awards: Collection[Award]) -> dict[int, int]:
    """Of those with a share: who could receive it, by award."""
    if not awards:
        return {}
    scenes = {
        one.holder_kind: _scene(round_, one) for one in awards if not one.read.quota.percent_of
    }
    sizes = {kind: pool_size(scene) for kind, scene in scenes.items()}
    held: dict[str, int] = {}
    if any(one.read.quota.percent_of for one in awards):
        held = holders_by_code(_scene(round_, next(iter(awards))), round_=round_)
    return {
        one.pk: held.get(code, 0) if (code := one.read.quota.percent_of) else sizes[one.holder_kind]
        for one in awards
    }


def _scene(round_: Round, award: Award) -> Scene:
    return Scene(
        award=award,
        unit=round_.unit,
        since_on=round_.since_on,
        until_on=round_.until_on,
        period=round_.period,
    )


def holders_by_code(scene: Scene, *, round_: Round | None = None) -> dict[str, int]:
    """How many of the branch hold each award of the year; imported ones are known by their name, and
    what passed in the round itself is about to be given.
    """
    below = paths.subtree(scene.unit.path, field="unit__path")
    rows = Conferral.objects.in_force().filter(below, year=scene.year).order_by()
    known = codes_by_name(scene.award)
    found: dict[str, int] = {}
    counted = rows.values_list("award__code", "title").annotate(n=Count("pk"))
    for code, title, number in counted:
        named = code or known.get(text.fold(title), "")
        found[named] = found.get(named, 0) + number
    if round_ is not None:
        ready = Dossier.objects.filter(round=round_, state=DossierState.PASSED).order_by()
        for code, number in ready.values_list("award__code").annotate(n=Count("pk")):
            found[code] = found.get(code, 0) + number
    return found
