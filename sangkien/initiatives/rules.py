"""What an initiative must hold, and which step may follow which."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import numbers
from sangkien.core.errors import DomainError
from sangkien.core.periods import months_later
from sangkien.core.text import fold, has_refused_characters, has_words, kept_in_order
from sangkien.initiatives.enums import PHOTOS, EvidenceKind, State
from sangkien.initiatives.errors import Incomplete, SharesDoNotSum, TooMuchEvidence, WrongState

WHOLE_SHARE_BP = 10_000  # shares are basis points: 100 % = 10,000
MAX_AUTHORS = 10
MAX_BENEFIT_VND = 10**15  # a million billion đồng: more is a typing error

TITLE_LENGTH = (10, 250)
PROSE_LENGTH = (20, 5_000)
BASIS_LENGTH = 2_000
REASON_LENGTH = (5, 1_000)

# What each part is called wherever it is asked for, so that a refusal says what stands on the page.
NAMES = {
    "title": gettext_lazy("Tên sáng kiến"),
    "before": gettext_lazy("Trước đây làm thế nào"),
    "solution": gettext_lazy("Nay làm thế nào"),
    "effect": gettext_lazy("Kết quả ra sao"),
    "benefit_basis": gettext_lazy("Cách tính số tiền làm lợi"),
    "recognised_by": gettext_lazy("Nơi đã công nhận"),
}

# What an author may change after a return, besides the field of work and the shares.
CORRECTABLE = (
    *("title", "before", "solution", "effect", "kind", "submitter"),
    "first_applied_on",
    *("benefit_vnd", "benefit_basis", "recognised_by", "decision_number", "decided_on"),
)

# What may be put right after the confirmation without another review ("Đính chính"): a text as
# long as it says the same figures in nearly the same words, and where the decision is found.
AMENDABLE_TEXTS = ("title", "before", "solution", "effect", "benefit_basis", "recognised_by")
AMENDABLE = (*AMENDABLE_TEXTS, "decision_number", "decided_on")
LEAST_ALIKE = 0.9  # of the letters that stay in their order

# Of a trade secret, what nobody beyond the unit and its judges reads. Title, effect, what it is
# worth and where it was recognised are what leaves the unit.
CLOSED = ("before", "solution", "benefit_basis", "benefit_inputs", "answers")
# Until the first confirmation everybody's reading is still ahead.
OPEN_FOR_CLOSING = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED})

# Every legal step. What is not in this table cannot happen; a level above accepts or checks what
# stays in its state.
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.CONFIRMED, State.RETURNED, State.REJECTED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.CONFIRMED: frozenset(
        {
            *(State.SUBMITTED, State.WITHDRAWN, State.RECOGNISED, State.CONFIRMED),
            *(State.RETURNED, State.REJECTED),
        }
    ),
    State.RECOGNISED: frozenset(
        {State.CONFIRMED, State.RECOGNISED, State.SUBMITTED, State.RETURNED, State.REJECTED}
    ),
    State.REJECTED: frozenset({State.SUBMITTED, State.CONFIRMED, State.RECOGNISED}),
    State.WITHDRAWN: frozenset(),
}

RECOGNITION_MONTHS = 3  # decree 13/2012/NĐ-CP, counted from the day of acceptance

EDITABLE = frozenset({State.DRAFT, State.RETURNED})
# Evidence may be added until there is a decision, and taken away until it was sent.
OPEN_FOR_EVIDENCE = frozenset({State.DRAFT, State.RETURNED, State.SUBMITTED})
MOST_PHOTOS, MOST_DOCUMENTS, MOST_VOICE_NOTES = 10, 5, 1
MOST_EVIDENCE_BYTES = 60 * 1024 * 1024  # beside one initiative
DECIDED = frozenset({State.CONFIRMED, State.RECOGNISED, State.REJECTED})


def may_move(old: State, new: State) -> bool:
    return new in MOVES[old]


def ensure_move(old: State, new: State) -> None:
    """Raise when the step is not in the table."""
    if not may_move(old, new):
        raise _wrong(old)


def ensure_room(kind: EvidenceKind, held: Sequence[EvidenceKind]) -> None:
    """Raise when one more of this kind is too many."""
    photos = sum(one in PHOTOS for one in held)
    if kind in PHOTOS and photos >= MOST_PHOTOS:
        raise TooMuchEvidence(_("Mỗi sáng kiến có nhiều nhất %(n)s ảnh.") % {"n": MOST_PHOTOS})
    if kind == EvidenceKind.DOCUMENT and held.count(kind) >= MOST_DOCUMENTS:
        raise TooMuchEvidence(
            _("Mỗi sáng kiến có nhiều nhất %(n)s tài liệu.") % {"n": MOST_DOCUMENTS}
        )
    if kind == EvidenceKind.VOICE and held.count(kind) >= MOST_VOICE_NOTES:
        raise TooMuchEvidence(_("Đã có bản ghi âm. Mỗi sáng kiến chỉ có một bản ghi âm."))


def recognition_due_on(accepted_on: dt.date) -> dt.date:
    """The last day on which recognition has to be decided: 10/03 gives 10/06, 30/11 gives 28/02."""
    return months_later(accepted_on, RECOGNITION_MONTHS)


def ensure_decided(state: State) -> None:
    """Raise unless there is a confirmation or rejection that can be taken back."""
    if state not in DECIDED:
        raise _wrong(state)


def _wrong(state: State) -> WrongState:
    return WrongState(
        _("Sáng kiến đang ở trạng thái “%(state)s” nên không làm được bước này.")
        % {"state": state.label}
    )


@dataclass(frozen=True, kw_only=True)
class Share:
    """One author's part, in basis points."""

    name: str
    share_bp: int


@dataclass(frozen=True, kw_only=True)
class Content:
    """What has to be checked before an initiative may be sent, as cleaned values."""

    title: str = ""
    before: str = ""
    solution: str = ""
    effect: str = ""
    kind: str = ""
    field_id: int | None = None
    first_applied_on: dt.date | None = None
    benefit_vnd: int | None = None
    benefit_basis: str = ""
    recognised_by: str = ""
    decision_number: str = ""
    decided_on: dt.date | None = None
    author_share_bp: int = WHOLE_SHARE_BP
    shares: tuple[Share, ...] = ()  # of the co-authors


def problems(
    content: Content, *, kinds: Sequence[str], field_ids: Sequence[int]
) -> list[DomainError]:
    """Everything that is still missing or wrong before an initiative may be sent."""
    return [
        problem
        for problem in (
            _length_problem("title", content.title, TITLE_LENGTH),
            _length_problem("before", content.before, PROSE_LENGTH),
            _length_problem("solution", content.solution, PROSE_LENGTH),
            _length_problem("effect", content.effect, PROSE_LENGTH),
            _choice_problem("kind", content.kind, kinds, _("Hãy chọn loại giải pháp.")),
            _choice_problem("field", content.field_id, field_ids, _("Hãy chọn lĩnh vực.")),
            _applied_missing(content),
            _benefit_problem(content),
            _basis_problem(content),
            _recognition_problem(content),
            shares_problem(content.author_share_bp, content.shares),
        )
        if problem is not None
    ]


def _length_problem(field: str, value: str, bounds: tuple[int, int]) -> DomainError | None:
    least, most = bounds
    what = NAMES[field]
    if not has_words(value):
        return Incomplete(_("Hãy ghi “%(what)s”.") % {"what": what}, field=field)
    if has_refused_characters(value):
        return Incomplete(
            _("Mục “%(what)s” có ký tự không hiển thị được, hãy gõ lại.") % {"what": what},
            field=field,
        )
    if len(value) < least:
        return Incomplete(
            _("Mục “%(what)s” còn quá ngắn (ít nhất %(least)d ký tự).")
            % {"what": what, "least": least},
            field=field,
        )
    if len(value) > most:
        return Incomplete(
            _("Mục “%(what)s” dài %(length)s ký tự, nhiều nhất là %(most)s.")
            % {
                "what": what,
                "length": numbers.thousands(len(value)),
                "most": numbers.thousands(most),
            },
            field=field,
        )
    return None


def _choice_problem(
    field: str, value: object, allowed: Sequence[object], message: str
) -> DomainError | None:
    return None if value in allowed else Incomplete(message, field=field)


def _applied_missing(content: Content) -> DomainError | None:
    if content.first_applied_on is None:
        return Incomplete(_("Hãy nhập ngày áp dụng lần đầu."), field="first_applied_on")
    return None


def _benefit_problem(content: Content) -> DomainError | None:
    if content.benefit_vnd is None:
        return None
    if content.benefit_vnd > MAX_BENEFIT_VND:
        return Incomplete(
            _("Số tiền làm lợi quá lớn, hãy kiểm tra lại số chữ số 0."), field="benefit_vnd"
        )
    if content.benefit_vnd > 0 and not has_words(content.benefit_basis):
        return Incomplete(_("Hãy ghi cách tính số tiền làm lợi."), field="benefit_basis")
    return None


def _basis_problem(content: Content) -> DomainError | None:
    if not content.benefit_basis:
        return None
    return _length_problem("benefit_basis", content.benefit_basis, (1, BASIS_LENGTH))


def _recognition_problem(content: Content) -> DomainError | None:
    """A number or a day of a decision means nothing without the one who decided."""
    is_decided = bool(content.decision_number or content.decided_on)
    if is_decided and not has_words(content.recognised_by):
        return Incomplete(
            _("Hãy ghi “%(what)s”, vì đã có số hoặc ngày quyết định.")
            % {"what": NAMES["recognised_by"]},
            field="recognised_by",
        )
    return None


def shares_problem(author_share_bp: int, shares: Sequence[Share]) -> DomainError | None:
    """Why the shares will not do: the author's and the co-authors' make exactly 100 %."""
    if len(shares) >= MAX_AUTHORS:
        return SharesDoNotSum(_("Một sáng kiến có nhiều nhất 10 tác giả."), field="shares")
    if any(not has_words(share.name) for share in shares):
        return SharesDoNotSum(_("Hãy nhập tên từng đồng tác giả."), field="shares")
    taken = overdrawn([share.share_bp for share in shares])
    if taken is not None:
        return taken
    if author_share_bp <= 0 or any(share.share_bp <= 0 for share in shares):
        return SharesDoNotSum(_("Mỗi tác giả cần có tỷ lệ đóng góp lớn hơn 0 %."), field="shares")
    return _sum_problem(author_share_bp, [share.share_bp for share in shares])


def _sum_problem(author_share_bp: int, share_bps: Sequence[int]) -> DomainError | None:
    total = author_share_bp + sum(share_bps)
    if total == WHOLE_SHARE_BP:
        return None
    return SharesDoNotSum(
        _("Tổng tỷ lệ đóng góp là %(total)s %%, phải đúng bằng 100 %%.")
        % {"total": percent_words(total)},
        field="shares",
    )


def overdrawn(share_bps: Sequence[int]) -> DomainError | None:
    """Why nothing is left for the leading author, when the co-authors took 100 % or more."""
    if remaining_share(share_bps) > 0:
        return None
    return SharesDoNotSum(
        _(
            "Các đồng tác giả đã nhận %(others)s %%, không còn phần của tác giả. "
            "Hãy sửa để tổng đúng bằng 100 %%."
        )
        % {"others": percent_words(sum(share_bps))},
        field="shares",
    )


def remaining_share(share_bps: Sequence[int]) -> int:
    """What is left for the leading author; 0 or less when the co-authors took everything."""
    return WHOLE_SHARE_BP - sum(share_bps)


def percent_words(basis_points: int) -> str:
    """3334 -> "33,34", 5000 -> "50"."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)


def amendment_problem(name: str, old: object, new: object) -> str | None:
    """Why a change is more than a slip and has to be reviewed again; None when it may be put right."""
    if old == new or name not in AMENDABLE_TEXTS:
        return None
    before, after = str(old or ""), str(new or "")
    if not before:
        return None if name == "recognised_by" else _more_than_a_slip(name)
    if re.findall(r"\d+", before) != re.findall(r"\d+", after):
        return _("Mục “%(what)s” đổi con số nên cần xét lại.") % {"what": NAMES[name]}
    stayed = kept_in_order(before, after)
    if 2 * stayed < LEAST_ALIKE * (len(before) + len(after)):
        return _more_than_a_slip(name)
    return None


def _more_than_a_slip(name: str) -> str:
    return _("Mục “%(what)s” đổi nhiều hơn lỗi gõ nên cần xét lại.") % {"what": NAMES[name]}


def note_problem(note: str) -> str | None:
    """Why the author's words to the officer will not do; none at all do."""
    if len(note) > REASON_LENGTH[1] or has_refused_characters(note):
        return _("Lời nhắn dài nhất 1.000 ký tự và chỉ gồm chữ, số, dấu câu.")
    return None


def reason_problem(reason: str) -> str | None:
    """Why a reason will not do; None when it does."""
    least, most = REASON_LENGTH
    if len(fold(reason)) < least:
        return _("Hãy ghi rõ lý do để tác giả biết cần làm gì.")
    if len(reason) > most or has_refused_characters(reason):
        return _("Lý do dài nhất 1.000 ký tự và chỉ gồm chữ, số, dấu câu.")
    return None
