"""Which unit a line means: by code, else by name; never a new one, never free text."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _

from sangkien.core import paths, text
from sangkien.units.importing.names import name_keys
from sangkien.units.models import Alias, Unit

SUGGESTED = 3
MOST_COMPARED = 3_000
MOST_LOOKED_AT = 50  # a list with more unknown codes is the wrong list


class Places:
    """The units of a scope that stand on a day. Codes cost one query for all lines of a block;
    names and suggestions read the scope once, and only when a code was not enough.
    """

    def __init__(self, scope: Unit, codes: Iterable[str], *, on: dt.date) -> None:
        self._scope = scope
        self._standing = Unit.objects.under(scope.path).standing_on(on).select_related("level")
        wanted = {code for code in codes if code}
        self._by_code = {unit.code: unit for unit in self._standing.filter(code__in=wanted)}
        self._by_code[scope.code] = scope
        self._all: list[Unit] | None = None
        self._names: dict[str, list[Unit]] = defaultdict(list)
        self._words: dict[str, set[int]] = defaultdict(set)
        self._looked_at = 0

    def find(self, code: str, name: str) -> tuple[Unit | None, str]:
        """The unit, or what is wrong."""
        if code:
            found = self._by_code.get(code)
            if found is not None:
                return found, ""
            said = _("Không có đơn vị nào mã “%(code)s” trong phạm vi của bạn.") % {"code": code}
            return None, said + self._like(self._similar_codes(code))
        return self._named(name)

    def is_unknown(self, code: str, name: str) -> bool:
        """Whether nothing answers, neither to the code nor to the name."""
        if code in self._by_code:
            return False
        self._read()
        return not any(key in self._names for key in name_keys(name))

    def _named(self, name: str) -> tuple[Unit | None, str]:
        self._read()
        keys = name_keys(name)
        found = list({unit.pk: unit for key in keys for unit in self._names.get(key, [])}.values())
        if len(found) == 1:
            return found[0], ""
        if found:
            said = _("Có %(n)s đơn vị cùng tên “%(name)s”: hãy ghi mã đơn vị.") % {
                "n": len(found),
                "name": name,
            }
            return None, said + self._like(found[:SUGGESTED])
        said = _("Không có đơn vị nào tên “%(name)s” trong phạm vi của bạn.") % {"name": name}
        return None, said + self._like(self._similar_names(name))

    def _read(self) -> list[Unit]:
        if self._all is None:
            self._all = list(self._standing.only("code", "name", "short_name", "path", "level"))
            also = self._aliases()
            for number, unit in enumerate(self._all):
                named = (unit.name, unit.short_name, *also.get(unit.pk, ()))
                for name in set().union(*map(name_keys, named)):
                    self._names[name].append(unit)
                    for word in name.split():
                        self._words[word].add(number)
        return self._all

    def _aliases(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        rows = Alias.objects.filter(paths.subtree(self._scope.path, field="unit__path"))
        for unit_id, name in rows.values_list("unit_id", "name"):
            found[unit_id].append(name)
        return found

    def _similar_codes(self, code: str) -> list[Unit]:
        self._looked_at += 1
        if self._looked_at > MOST_LOOKED_AT:
            return []
        units = self._read()[:MOST_COMPARED]
        by_code = {unit.code: unit for unit in units}
        return [by_code[near] for near in get_close_matches(code, by_code, n=SUGGESTED)]

    def _similar_names(self, name: str) -> list[Unit]:
        """Those that share the most words, the rare ones first."""
        units = self._read()
        score: dict[int, float] = defaultdict(float)
        for word in text.fold(name).split()[:12]:
            holders = self._words.get(word, set())
            if len(holders) <= MOST_COMPARED:
                for number in holders:
                    score[number] += 1 / len(holders)
        best = sorted(score, key=lambda number: (-score[number], number))[:SUGGESTED]
        return [units[number] for number in best]

    @staticmethod
    def _like(units: list[Unit]) -> str:
        if not units:
            return ""
        near = "; ".join(f"{unit.name} ({unit.code})" for unit in units)
        return " " + _("Gần giống: %(units)s.") % {"units": near}
