"""What a line would do, compared with what is there."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import codes, text
from sangkien.imports.kinds import Row, Task
from sangkien.initiatives import conditions, permissions, rules
from sangkien.initiatives.actions import authors, drafting, listed, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.importing import reading, sheets
from sangkien.initiatives.importing.columns import KEEP, LABELS
from sangkien.initiatives.importing.known import Known
from sangkien.initiatives.importing.reading import Plan
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.programmes.rules import PhaseWindow, closed_reason, phase_at
from sangkien.units.models import Unit


class Comparing:
    """A block of lines for one branch; `by` is the person whose rights count."""

    def __init__(self, rows: Sequence[Row], place: Unit, by: Actor, task: Task) -> None:
        self.by, self.task = by, task
        self.plans = [reading.begun(row) for row in rows]
        self.known = Known(
            place,
            member_codes={plan.member_code for plan in self.plans if plan.member_code},
            own_codes={plan.code for plan in self.plans if plan.code},
            received_at=task.received_at,
            on=task.day,
        )
        self.entries: dict[int, listed.Entry] = {}
        for plan in self.plans:
            self._compare(plan)

    def _compare(self, plan: Plan) -> None:
        entry = self._known_one(plan) if plan.code else self._new_one(plan)
        if entry is None or plan.cells.problems:
            return
        self._ensure_person(plan, entry)
        self.entries[plan.row.row] = entry
        if plan.existing is None:
            self._added(plan, entry)
        else:
            self._corrected(plan, entry, plan.existing)

    def _known_one(self, plan: Plan) -> listed.Entry | None:
        """The initiative whose code stands in the line."""
        existing = self.known.by_code.get(plan.code)
        if existing is None:
            plan.refuse(_("Không thấy sáng kiến mang mã này ở đơn vị. Thêm mới thì để trống ô mã."))
            return None
        plan.existing = existing
        reading.read(plan, existing.programme)
        return listed.Entry(
            programme=existing.programme,
            unit=existing.unit,
            author=existing.author,
            content=plan.content,
            credits=plan.credits,
            will_send=plan.will_send,
        )

    def _new_one(self, plan: Plan) -> listed.Entry | None:
        programme, member = self._programme(plan), self.known.members.get(plan.member_code)
        if member is None:
            plan.refuse(
                _("Không thấy mã đoàn viên “%(code)s” ở đơn vị.")
                % {"code": plan.cells.words("member_code")[:40]}
            )
        if programme is None or member is None:
            return None
        reading.read(plan, programme)
        return listed.Entry(
            programme=programme,
            unit=member.unit,
            author=member.user,
            content=plan.content,
            credits=plan.credits,
            will_send=plan.will_send,
        )

    def _programme(self, plan: Plan) -> Programme | None:
        title, offered = plan.cells.words("programme"), self.known.programmes
        if not title and len(offered) == 1:
            return offered[0]
        if title:
            found = self.known.programme_called(title)
            if found is None:
                plan.refuse(
                    _("Chương trình “%(title)s” không nhận sáng kiến của đơn vị lúc này.")
                    % {"title": title[:60]}
                )
            return found
        plan.refuse(
            _("Đang có nhiều chương trình nhận sáng kiến: hãy ghi tên chương trình.")
            if offered
            else _("Hiện không có chương trình nào nhận sáng kiến của đơn vị.")
        )
        return None

    def _ensure_person(self, plan: Plan, entry: listed.Entry) -> None:
        said = plan.cells.words("author")
        if said and text.fold(said) != text.fold(entry.author.full_name):
            plan.warnings.append(
                _("Mã đoàn viên này là của %(name)s: kiểm tra xem có đúng người không.")
                % {"name": entry.author.full_name}
            )

    def _added(self, plan: Plan, entry: listed.Entry) -> None:
        title = str(entry.content.get("title", ""))
        before = self.known.by_title.get((entry.programme.pk, entry.author.pk, text.fold(title)))
        if before is not None:
            plan.cells.notes.append(
                _("Đã có trong hệ thống, mã %(code)s.") % {"code": codes.display(before.code)}
            )
            return
        plan.changes.append((_("Thêm mới"), "", title))
        draft = drafting.new_initiative(
            entry.programme,
            entry.unit,
            author=entry.author,
            request_key=uuid.uuid4(),
            by=self.by,
            at=self.task.at,
            values=dict(entry.content),
        )
        self._ensure_ready(plan, entry, draft, entry.credits or ())

    def _corrected(self, plan: Plan, entry: listed.Entry, existing: Initiative) -> None:
        plan.changes += list(sheets.differences(existing, entry.content, entry.credits))
        if not existing.is_editable:
            if plan.changes:
                plan.refuse(
                    _("Sáng kiến này đang “%(state)s” nên không sửa bằng tệp được.")
                    % {"state": existing.get_state_display()}
                )
            return
        if existing.is_secret:
            plan.refuse(
                _(
                    "Sáng kiến giữ bí mật kinh doanh: hãy sửa và gửi trên trang của nó, không qua tệp."
                )
            )
            return
        if not permissions.is_own(self.by, existing):
            plan.refuse(_("Chỉ tác giả hoặc người nhập mới sửa được sáng kiến này."))
            return
        if entry.will_send:
            sent = str(State.SUBMITTED.label)
            plan.changes.append((_("Gửi lên"), existing.get_state_display(), sent))
        credits_ = sheets.credits_of(existing) if entry.credits is None else entry.credits
        for name, value in entry.content.items():
            setattr(existing, name, value)
        self._ensure_ready(plan, entry, existing, credits_)

    def _ensure_ready(
        self, plan: Plan, entry: listed.Entry, draft: Initiative, credited: Sequence[Credit]
    ) -> None:
        """The same check as at the form, when it is to be sent."""
        if not entry.will_send:
            return
        windows = self.known.windows(entry.programme)
        phase = (
            phase_at(windows, self.task.received_at)
            if draft.phase_id is None
            else next((one for one in windows if one.period_id == draft.phase_id), None)
        )
        if phase is None and draft.phase_id is None:
            plan.refuse(closed_reason(windows, self.task.received_at))
            return
        fellows = self.known.fellows(entry.unit, reading.credit_logins(credited))
        rows = [
            authors.row_of(draft, credit, fellows.get(credit.login), position=position)
            for position, credit in enumerate(credited, start=2)
        ]
        draft.author_share_bp = max(rules.remaining_share([row.share_bp for row in rows]), 0)
        found = submission.check(draft, coauthors=rows, phase=phase, at=self.task.at)
        for problem in (*found, *authors.people_problems(draft.author_id, rows)):
            plan.refuse(str(problem))
        self._ensure_answered(plan, draft, phase)

    def _ensure_answered(self, plan: Plan, draft: Initiative, phase: PhaseWindow | None) -> None:
        """What the programme asks by its own rules has no column, and a sheet carries no file:
        such a line is kept as a draft, answered and sent on its page.
        """
        ruleset = self.known.ruleset(draft)
        found = conditions.problems(draft, ruleset, phase=phase, at=self.task.at)
        unanswered = [one for one in found if (one.field or "").startswith(conditions.ANSWER)]
        for problem in found:
            if problem not in unanswered:
                plan.refuse(str(problem))
        if unanswered:
            plan.refuse(
                _(
                    "Chương trình hỏi thêm điều mà tệp Excel không trả lời được: %(asked)s Hãy ghi "
                    "“%(keep)s” ở cột “%(column)s”, rồi trả lời và gửi trên trang của sáng kiến."
                )
                % {
                    "asked": " ".join(map(str, unanswered)),
                    "keep": KEEP,
                    "column": LABELS["action"],
                }
            )
