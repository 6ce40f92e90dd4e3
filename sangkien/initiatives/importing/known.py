"""What a block of lines is compared with, read in as many queries whatever its size."""

import datetime as dt
from collections.abc import Collection
from functools import cached_property

from sangkien.accounts.models import User
from sangkien.core import codes, paths, text
from sangkien.initiatives.enums import State
from sangkien.initiatives.evidence import EXHIBITED
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import CREDITED
from sangkien.programmes.models import Programme, Ruleset
from sangkien.programmes.queries import open_to, phase_windows, ruleset_at
from sangkien.programmes.rules import PhaseWindow
from sangkien.units.models import Membership, Unit
from sangkien.units.queries import members_of


class Known:
    """The members, initiatives and programmes of a branch, as far as the lines name them."""

    def __init__(
        self,
        place: Unit,
        *,
        member_codes: Collection[str],
        own_codes: Collection[str],
        received_at: dt.datetime,
        on: dt.date,
    ) -> None:
        self.place, self.received_at, self.on = place, received_at, on
        self._windows: dict[int, list[PhaseWindow]] = {}
        self._rulesets: dict[int, Ruleset | None] = {}
        self._fellows: dict[int, dict[str, User]] = {}
        here = paths.subtree(place.path, field="unit__path")
        held = Membership.objects.filter(here, user__member_code__in=member_codes).in_force_on(on)
        self.members: dict[str, Membership] = {}
        for row in held.select_related("user", "unit").order_by("unit__path", "pk"):
            self.members.setdefault(row.user.member_code or "", row)
        self._own_codes = {codes.canonical(code) for code in own_codes}

    @cached_property
    def programmes(self) -> list[Programme]:
        """Those that receive initiatives of this branch at the instant of the arrival."""
        return open_to(self.place, at=self.received_at)

    def programme_called(self, title: str) -> Programme | None:
        wanted = text.fold(title)
        return next((one for one in self.programmes if text.fold(one.title) == wanted), None)

    def windows(self, programme: Programme) -> list[PhaseWindow]:
        if programme.pk not in self._windows:
            self._windows[programme.pk] = phase_windows(programme)
        return self._windows[programme.pk]

    def ruleset(self, initiative: Initiative) -> Ruleset | None:
        """The version of the rules that judges it, read once for each programme."""
        if initiative.received_at is not None:
            return initiative.ruleset
        programme = initiative.programme
        if programme.pk not in self._rulesets:
            self._rulesets[programme.pk] = ruleset_at(programme, self.received_at)
        return self._rulesets[programme.pk]

    @cached_property
    def by_code(self) -> dict[str, Initiative]:
        here = paths.subtree(self.place.path, field="unit_path")
        rows = Initiative.objects.filter(here, code__in=self._own_codes)
        seen = rows.select_related("programme__owner", "unit", "author", "field", "ruleset")
        return {row.code: row for row in seen.prefetch_related(CREDITED, EXHIBITED)}

    @cached_property
    def by_title(self) -> dict[tuple[int, int, str], Initiative]:
        """(programme, author, folded title): what the same line sent before."""
        authors = {row.user_id for row in self.members.values()}
        rows = Initiative.objects.filter(author_id__in=authors).exclude(state=State.WITHDRAWN)
        found = rows.only("code", "title", "author_id", "programme_id", "state").order_by("-pk")
        return {(row.programme_id, row.author_id, text.fold(row.title)): row for row in found}

    def fellows(self, unit: Unit, logins: Collection[str]) -> dict[str, User]:
        """People of a unit by what was typed, asked once for each new one."""
        known = self._fellows.setdefault(unit.pk, {})
        missing = [login for login in logins if login not in known]
        if missing:
            known.update(members_of(unit, missing, on=self.on))
        return known
