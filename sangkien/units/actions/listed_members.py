"""Members from a list: written and taken back a block at a time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.actions import lists
from sangkien.accounts.models import User
from sangkien.core import db, paths, relations, text
from sangkien.imports.enums import Outcome
from sangkien.imports.kinds import Done, Row, Task
from sangkien.journal.actions.recording import record
from sangkien.units.events import MembersListed, MembersUnlisted
from sangkien.units.models import Membership, Unit

LOCK = 7_305_002  # one list of members is written at a time: each reads what the last one wrote


@dataclass(frozen=True, kw_only=True)
class Writing:
    """One line that changes something; `user` None is a new person, `membership` None a new one."""

    unit: Unit
    typed: User
    user: User | None
    membership: Membership | None
    written: Mapping[str, str | None]
    since_on: dt.date
    left_on: dt.date | None


def hold() -> None:
    """Let nobody else write a list until this transaction ends; call it before reading."""
    db.exclusive(LOCK)


@transaction.atomic
def write(lines: Sequence[Writing], task: Task) -> list[dict[str, Any]]:
    """ "Ghi danh theo danh sách": returns for each line what is needed to take it back."""
    if not lines:
        return []
    new = [line.typed for line in lines if line.user is None]
    lists.add_people(new)
    before = {line.user.pk: _state(line.user) for line in lines if line.user is not None}
    _rewrite([line for line in lines if line.user is not None and line.written])
    made = {id(line): _membership(line) for line in lines if line.membership is None}
    Membership.objects.bulk_create(made.values())
    left = [line for line in lines if line.membership is not None and line.left_on is not None]
    traces = [_trace(line, made.get(id(line)), before) for line in lines]
    for line in left:
        if line.membership is not None:
            line.membership.until_on = line.left_on
    Membership.objects.bulk_update(
        [line.membership for line in left if line.membership], ["until_on"], batch_size=200
    )
    event = MembersListed(
        import_id=task.import_id,
        added=tuple(row.user_id for row in made.values()),
        changed=tuple(line.user.pk for line in lines if line.user and line.written),
        left=tuple(line.user.pk for line in left if line.user),
    )
    record(event, by=Actor(user_id=task.by_id), at=task.at)
    return traces


def _rewrite(lines: Sequence[Writing]) -> None:
    people = []
    for line in lines:
        if line.user is None:
            continue
        if "full_name" in line.written:
            line.user.full_name = line.typed.full_name
            line.user.folded_name = line.typed.folded_name
            line.user.name_sort = line.typed.name_sort
        if "phone" in line.written:
            line.user.phone = line.written["phone"]
        people.append(line.user)
    lists.rewrite_people(people)


def _membership(line: Writing) -> Membership:
    user = line.user or line.typed
    return Membership(user=user, unit=line.unit, since_on=line.since_on, until_on=line.left_on)


def _state(user: User) -> dict[str, str | None]:
    return {"full_name": user.full_name, "phone": user.phone}


def _trace(
    line: Writing, made: Membership | None, before: Mapping[int, dict[str, str | None]]
) -> dict[str, Any]:
    user = line.user or line.typed
    trace: dict[str, Any] = {"user": user.pk, "is_new": line.user is None, "now": _state(user)}
    if line.user is not None:
        trace["was"] = before[line.user.pk]
    if made is not None:
        trace["joined"] = made.pk
    elif line.membership is not None and line.left_on is not None:
        was = line.membership.until_on
        trace["left"] = [
            line.membership.pk,
            was.isoformat() if was else None,
            line.left_on.isoformat(),
        ]
    return trace


@transaction.atomic
def take_back(rows: Sequence[Row], scope: Unit, task: Task) -> list[Done]:
    """ "Hoàn tác danh sách": only what is still as the list left it, and only in the scope."""
    traces: list[dict[str, Any]] = [row.trace for row in rows]
    people = lists.locked_people([trace["user"] for trace in traces])
    held = Membership.objects.filter(user_id__in=people).select_related("unit")
    memberships = {row.pk: row for row in held}
    reasons = _Reasons(people, memberships, scope)
    taken = [trace for trace in traces if not reasons.why_kept(trace)]
    _restore(taken, people, memberships)
    gone = [trace["joined"] for trace in taken if "joined" in trace]
    Membership.objects.filter(pk__in=gone).delete()
    lists.remove_people([trace["user"] for trace in taken if trace["is_new"]])
    if taken:
        event = MembersUnlisted(
            import_id=task.import_id, user_ids=tuple(trace["user"] for trace in taken)
        )
        record(event, by=Actor(user_id=task.by_id), at=task.at)
    return [_done(trace, reasons.why_kept(trace)) for trace in traces]


def _done(trace: dict[str, Any], why_kept: str) -> Done:
    if why_kept:
        return Done(outcome=Outcome.KEPT, reasons=(why_kept,), trace=trace)
    return Done(outcome=Outcome.UNDONE, trace=trace)


class _Reasons:
    """Why a line cannot be taken back, computed before anything changes."""

    def __init__(
        self, people: Mapping[int, User], memberships: Mapping[int, Membership], scope: Unit
    ) -> None:
        self._people, self._memberships, self._scope = people, memberships, scope
        self._used = relations.pointed_at(User, list(people), ignoring={Membership})
        self._told: dict[int, str] = {}

    def why_kept(self, trace: dict[str, Any]) -> str:
        key = id(trace)
        if key not in self._told:
            self._told[key] = self._judge(trace)
        return self._told[key]

    def _judge(self, trace: dict[str, Any]) -> str:
        user = self._people.get(trace["user"])
        if user is None:
            return _("Người này không còn trong hệ thống.")
        if _state(user) != trace["now"]:
            return _("Họ tên hoặc số điện thoại đã được sửa sau khi nhập.")
        if "left" in trace and not self._left_as_written(trace["left"]):
            return _("Ngày rời đơn vị đã được sửa sau khi nhập.")
        if "joined" in trace:
            return self._joined(trace, user)
        return ""

    def _joined(self, trace: dict[str, Any], user: User) -> str:
        joined = self._memberships.get(trace["joined"])
        if joined is None or not paths.contains(self._scope.path, joined.unit.path):
            return _("Người này đã được chuyển đơn vị sau khi nhập.")
        others = [row for row in self._memberships.values() if row.user_id == user.pk]
        if trace["is_new"] and (len(others) > 1 or user.last_login or user.has_usable_password()):
            return _("Người này đã có tài khoản hoặc thuộc đơn vị khác.")
        if user.pk in self._used:
            return _("Người này đã có sáng kiến, vai trò hoặc hồ sơ khác.")
        return ""

    def _left_as_written(self, left: Sequence[Any]) -> bool:
        row = self._memberships.get(left[0])
        return row is not None and row.until_on == dt.date.fromisoformat(left[2])


def _restore(
    traces: Sequence[dict[str, Any]],
    people: Mapping[int, User],
    memberships: Mapping[int, Membership],
) -> None:
    """Names, numbers and days as they were."""
    changed, ended = [], []
    for trace in traces:
        was = trace.get("was")
        if was is not None and was != trace["now"]:
            user = people[trace["user"]]
            user.full_name, user.phone = was["full_name"], was["phone"]
            user.folded_name = text.fold(user.full_name)
            user.name_sort = text.given_name_key(user.full_name)
            changed.append(user)
        if "left" in trace:
            row = memberships[trace["left"][0]]
            row.until_on = dt.date.fromisoformat(trace["left"][1]) if trace["left"][1] else None
            ended.append(row)
    lists.rewrite_people(changed)
    Membership.objects.bulk_update(ended, ["until_on"], batch_size=200)
