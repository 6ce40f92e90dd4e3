"""A programme whose initiatives go up several levels: one of them at every step of the way."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.accounts.models import User
from sangkien.core.periods import end_of, start_of
from sangkien.core.workdays import vietnam
from sangkien.demo import facts
from sangkien.demo.album import TIDY, painted
from sangkien.demo.blocks import live
from sangkien.demo.drawing import Draw
from sangkien.demo.organising import unit
from sangkien.demo.setting import Setting
from sangkien.demo.writing import Board, Ideas
from sangkien.initiatives.actions import (
    amending,
    answer_files,
    confirmation,
    escalating,
    passing_up,
    recognising,
    sharing,
    submission,
)
from sangkien.initiatives.actions import drafting as drafts
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from sangkien.programmes.actions import drafting, periods, rulesets
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import QuestionKind, SolutionKind, StepKind
from sangkien.programmes.models import Programme
from sangkien.programmes.questions import Question
from sangkien.recognition.actions import refusing
from sangkien.units.models import Grant, Membership, Unit
from sangkien.units.queries import actor_for

Done = TypeVar("Done")
PLACE = Question(
    key="",
    kind=QuestionKind.PHOTO,
    label="Ảnh nơi đang áp dụng",
    help="Chụp chỗ làm sau khi áp dụng, không cần có người trong ảnh.",
)
TITLE = "Sáng kiến an toàn, tiết kiệm: xét qua bốn cấp"
DAYS_OPEN, DAYS_LEFT = 40, 60
OBJECTION = "Tôi cùng làm từ đầu nên phần đóng góp phải ngang nhau."
NOT_RECOGNISED = "Hội đồng cơ sở chưa thống nhất: mới thử ở một chuyền, chưa có số liệu trước và sau khi áp dụng."
CORRECTED = "Đã áp dụng thêm ở hai chuyền và bổ sung số liệu ba tuần theo dõi."
MEASURED = "Theo dõi ba tuần ở ba chuyền: số lần phải làm lại giảm từ 9 xuống 2 mỗi tuần."
PASSED_UP = "Liên quan đến hệ thống điện của cả khu nhà xưởng; đơn vị không có người đủ chuyên môn."
RETURNED = "Đề nghị ghi rõ số liệu trước và sau khi áp dụng để công đoàn xã đối chiếu."


def is_built() -> bool:
    return Programme.objects.published().filter(title=TITLE).exists()


def build(setting: Setting) -> None:
    """After the programme that runs: the same units and people."""
    province, superior, grassroots = (
        unit(code) for code in (live.PROVINCE, live.SUPERIOR_UNIT, live.UNIT)
    )
    opens = setting.today - dt.timedelta(days=DAYS_OPEN)
    chief = _officer(province)
    board = _launched(setting, province, superior, by=chief, opens=opens)
    story = _Story(board, grassroots, superior, chief, setting=setting, opens=opens)
    story.tell()


def _officer(of: Unit) -> User:
    grant = Grant.objects.filter(unit=of, role__endswith="_officer").order_by("pk").first()
    if grant is None:
        raise ValueError(f"{of.code} has no officer")
    return grant.user


def _launched(
    setting: Setting, province: Unit, superior: Unit, *, by: User, opens: dt.date
) -> Board:
    at = start_of(opens - dt.timedelta(days=2)) + dt.timedelta(hours=9)
    row, actor = facts.programme_row(live.PROGRAMME), actor_for(by, at=at)
    content = drafting.Content(
        title=TITLE,
        summary="Công đoàn cơ sở xác nhận, hội đồng cơ sở công nhận, công đoàn cấp trên tiếp nhận,"
        " tỉnh kiểm tra xác suất.",
        kinds=tuple(SolutionKind),
        fields=row.fields,
        documents=row.documents,
    )
    programme = drafting.draft_programme(province, content=content, by=actor, at=at)
    steps = [
        Step(number=1, kind=StepKind.CONFIRM, working_days=3),
        Step(number=2, kind=StepKind.RECOGNISE, working_days=15),
        Step(number=3, kind=StepKind.ACCEPT, level=superior.level_id, working_days=5),
        Step(number=4, kind=StepKind.CHECK, level=province.level_id, sample_percent=50),
    ]
    drafted = rulesets.draft_ruleset(programme, by=actor, at=at)
    rulesets.set_questions(drafted, [PLACE], by=actor, at=at)
    rulesets.set_steps(drafted, steps, by=actor, at=at)
    last = setting.today + dt.timedelta(days=DAYS_LEFT)
    periods.set_phase(
        programme,
        number=1,
        name="Đợt 1",
        opens_at=start_of(opens),
        closes_at=end_of(last),
        applied_from=opens - dt.timedelta(days=300),
        applied_to=last,
        by=actor,
        at=at,
    )
    return Board.of(drafting.publish_programme(programme, by=actor, at=at), row.themes)


@dataclass
class _People:
    author: User
    fellows: list[User]
    officer: User
    superior: User


class _Story:
    """What was sent in the last weeks, and how far each came."""

    def __init__(
        self,
        board: Board,
        grassroots: Unit,
        superior: Unit,
        chief: User,
        *,
        setting: Setting,
        opens: dt.date,
    ) -> None:
        officer = _officer(grassroots)
        rows = Membership.objects.filter(unit=grassroots).select_related("user").order_by("pk")
        members = [row.user for row in rows if row.user_id != officer.pk]
        self.people = _People(members[0], members[1:], officer, _officer(superior))
        self.board, self.unit, self.chief = board, grassroots, chief
        self.today, self.opens = setting.today, opens
        self.draw: Draw = setting.draw("review")
        self.ideas = Ideas("garment", board, self.draw, unit_code=grassroots.code)

    def tell(self) -> None:
        """From the oldest to the newest, so that the journal reads in order."""
        self._presented_again()
        for days in (24, 22):
            self._accepted(self._recognised(self._confirmed(self._sent(days), days), days), days)
        for days in (18, 16, 15):
            self._recognised(self._confirmed(self._sent(days), days), days)
        returned = self._recognised(self._confirmed(self._sent(20), 20), 20)
        self._by(
            self.people.superior, 9, partial(confirmation.return_for_changes, reason=RETURNED)
        )(returned)
        for days in (12, 11):
            self._confirmed(self._sent(days), days)
        self._sent(13)  # nobody looked at it
        self._by(self.people.officer, 4, partial(passing_up.pass_up, reason=PASSED_UP))(
            self._sent(6)
        )
        disputed = self._sent(2, self.people.author, with_=self.people.fellows[0])
        self._by(self.people.fellows[0], 1, partial(sharing.object_to, reason=OBJECTION))(disputed)
        self._sent(1, self.people.fellows[1], with_=self.people.author)  # not answered yet
        self._sent_with_photo(1)
        escalating.notice_overdue(start_of(self.today))

    def _presented_again(self) -> None:
        """Not recognised, corrected by its author and confirmed once more: it waits again."""
        officer, author = self.people.officer, self.people.fellows[2]
        first = self._confirmed(self._sent(27, author), 27)
        self._by(officer, 21, partial(refusing.refuse, self.unit, reason=NOT_RECOGNISED))(first)
        again = self._by(author, 14, partial(amending.begin_changes, reason=CORRECTED))(first)
        at = self._at(13, 10)
        by = actor_for(author, at=at)
        effect = f"{again.effect} {MEASURED}"
        drafts.save_draft(again, changes={"effect": effect}, by=by, at=at)
        submission.submit(again, by=by, received_at=at, at=at, note=CORRECTED)
        self._by(officer, 10, confirmation.confirm)(again)

    def _at(self, days: int, hour: int = 9) -> dt.datetime:
        """A working hour so many days ago, or on the last working day before that."""
        day = self.today - dt.timedelta(days=days)
        while not vietnam().is_working(day):
            day -= dt.timedelta(days=1)
        return start_of(day) + dt.timedelta(hours=hour, minutes=self.draw.between(0, 55))

    def _sent(
        self, days: int, author: User | None = None, *, with_: User | None = None
    ) -> Initiative:
        at = self._at(days, 8)
        author = author or self.draw.one(self.people.fellows)
        shares = [Credit(login=with_.member_code, share_bp=2_000)] if with_ else []
        content = self.ideas.content(
            sent_on=at.date(), applied_from=self.opens - dt.timedelta(days=200)
        )
        return submission.register(
            self.board.programme,
            self.unit,
            author=author,
            content=content,
            author_share_bp=8_000 if with_ else 10_000,
            credits=shares,
            request_key=self.draw.key(),
            by=actor_for(author, at=at),
            received_at=at,
            at=at,
        )

    def _sent_with_photo(self, days: int) -> None:
        """Written first, the photo that the programme asks for beside it, then sent."""
        at = self._at(days, 8)
        author = self.draw.one(self.people.fellows)
        by: dict[str, Any] = {"by": actor_for(author, at=at), "at": at}
        applied_from = self.opens - dt.timedelta(days=200)
        draft = drafts.start_draft(
            self.board.programme,
            self.unit,
            author=author,
            request_key=self.draw.key(),
            changes=self.ideas.content(sent_on=at.date(), applied_from=applied_from),
            **by,
        )
        asked = answer_files.get_question(draft, "q1", at=at)
        upload = SimpleUploadedFile("noi-ap-dung.jpg", painted(TIDY, self.draw))
        answer_files.answer(draft, asked, upload=upload, **by)
        submission.submit(draft, received_at=at, **by)

    def _by(self, who: User, days: int, act: Callable[..., Done]) -> Callable[[Initiative], Done]:
        at = self._at(days, 14)
        return partial(act, by=actor_for(who, at=at), at=at)

    def _confirmed(self, initiative: Initiative, days: int) -> Initiative:
        return self._by(self.people.officer, days - 2, confirmation.confirm)(initiative)

    def _recognised(self, initiative: Initiative, days: int) -> Initiative:
        words = "Hội đồng sáng kiến công đoàn cơ sở thống nhất công nhận."
        act = partial(recognising.recognise, reason=words)
        return self._by(self.people.officer, days - 7, act)(initiative)

    def _accepted(self, initiative: Initiative, days: int) -> Initiative:
        return self._by(self.people.superior, days - 10, confirmation.confirm)(initiative)
