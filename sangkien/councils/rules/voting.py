"""Thresholds, quorum and elections, in whole numbers: a share is never computed, only compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.councils.enums import Denominator
from sangkien.councils.errors import InvalidBallot
from sangkien.councils.rules.teams import NOBODY, CountingTeam

LEAST_FOR_SECRECY = 3
MOST_PARTS = 1_000


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """ "Tỷ lệ thông qua": at least, or (`is_strict`) more than `numerator` / `denominator`."""

    numerator: int
    denominator: int
    is_strict: bool = False

    def __str__(self) -> str:
        share = (
            f"{self.numerator} %"
            if self.denominator == 100  # noqa: PLR2004 - percent
            else f"{self.numerator}/{self.denominator}"
        )
        return (_("trên %(share)s") if self.is_strict else _("từ %(share)s")) % {"share": share}

    def is_reached(self, part: int, whole: int) -> bool:
        """Nothing of nothing is no agreement."""
        if whole <= 0:
            return False
        have, need = part * self.denominator, whole * self.numerator
        return have > need if self.is_strict else have >= need

    def least(self, whole: int) -> int:
        """How many are needed, for the words beside a result."""
        exact, rest = divmod(whole * self.numerator, self.denominator)
        return exact + 1 if self.is_strict or rest else exact


def ensure_threshold(threshold: Threshold, *, field: str = "threshold") -> None:
    """More than nothing, and not more than everybody."""
    top, bottom = threshold.numerator, threshold.denominator
    if not 0 < bottom <= MOST_PARTS or not 0 < top <= bottom:
        raise InvalidBallot(
            _("Tỷ lệ phải lớn hơn 0 và không quá 100 %, ví dụ 2/3 hoặc 70 %."), field=field
        )
    if threshold.is_strict and top == bottom:
        raise InvalidBallot(_("Không thể đạt trên 100 %."), field=field)


@dataclass(frozen=True, kw_only=True)
class Bases:
    """How many there are of each kind, those in conflict left out where the session says so."""

    all: int
    present: int
    asked: int
    valid: int

    def of(self, denominator: Denominator) -> int:
        return {
            Denominator.ALL: self.all,
            Denominator.PRESENT: self.present,
            Denominator.ASKED: self.asked,
            Denominator.VALID: self.valid,
        }[denominator]


def ensure_secret(voters: int) -> None:
    if voters < LEAST_FOR_SECRECY:
        raise InvalidBallot(
            _("Cần ít nhất %(n)d người được bỏ phiếu thì mới giữ kín được phiếu của từng người.")
            % {"n": LEAST_FOR_SECRECY},
            field="is_secret",
        )


def ensure_tellable(votes: int) -> None:
    """One or two votes of a secret ballot would say who voted how."""
    if 0 < votes < LEAST_FOR_SECRECY:
        raise InvalidBallot(
            _("Mới có %(votes)d phiếu: công bố lúc này sẽ lộ ai bỏ thế nào. Hãy chờ thêm phiếu.")
            % {"votes": votes}
        )


def ensure_lines_tellable(lines: Mapping[int, int]) -> None:
    """The same for the people behind each line: where most have an interest, the few who voted on it
    stand in the lists of who voted and of who stood aside.
    """
    for number, votes in lines.items():
        if 0 < votes < LEAST_FOR_SECRECY:
            raise InvalidBallot(
                _(
                    "Nội dung %(number)d mới có %(votes)d phiếu: công bố lúc này sẽ lộ ai bỏ thế nào. "
                    "Hãy chờ thêm phiếu, hoặc hủy lần này để bỏ phiếu riêng hay công khai."
                )
                % {"number": number, "votes": votes},
                field=f"agree_{number}",
            )


@dataclass(frozen=True, kw_only=True)
class Elected:
    """Who is in, and among whom the last places are still open (`tied`)."""

    numbers: tuple[int, ...]
    tied: tuple[int, ...] = ()


def elect(votes: Mapping[int, int], *, seats: int, base: int, threshold: Threshold) -> Elected:
    """The `seats` with most votes among those over the threshold; equal votes at the last seat
    elect nobody there: the session votes again.
    """
    over = sorted(
        (number for number in votes if threshold.is_reached(votes[number], base)),
        key=lambda number: (-votes[number], number),
    )
    if len(over) <= seats:
        return Elected(numbers=tuple(over))
    last = votes[over[seats - 1]]
    if votes[over[seats]] < last:
        return Elected(numbers=tuple(over[:seats]))
    return Elected(
        numbers=tuple(n for n in over if votes[n] > last),
        tied=tuple(n for n in over if votes[n] == last),
    )


@dataclass(frozen=True, kw_only=True)
class Count:
    """ "Kết quả kiểm phiếu" of paper slips; `lines` are (agree, disagree) by number of the line, `team` is who
    counted them.
    """

    issued: int
    collected: int
    invalid: int
    lines: Mapping[int, tuple[int, int]]
    team: CountingTeam = NOBODY


def ensure_count(count: Count, *, people: int, voters: Mapping[int, int], seats: int = 0) -> None:
    """`people` may vote on anything at all, `voters` on a line: where each stands aside on another item,
    these are fewer on every line. `seats` of an election, 0 for yes or no.
    """
    if count.issued > people:
        raise InvalidBallot(_("Số phiếu phát ra nhiều hơn số người được bỏ phiếu."), field="issued")
    if count.collected > count.issued:
        raise InvalidBallot(_("Số phiếu thu về nhiều hơn số phiếu phát ra."), field="collected")
    if count.invalid > count.collected:
        raise InvalidBallot(_("Số phiếu không hợp lệ nhiều hơn số phiếu thu về."), field="invalid")
    valid = count.collected - count.invalid
    _ensure_lines(count.lines, valid=valid, voters=voters)
    if seats and sum(agree for agree, _no in count.lines.values()) > valid * seats:
        raise InvalidBallot(
            _("Tổng số phiếu bầu vượt quá %(seats)d người trên mỗi phiếu hợp lệ.")
            % {"seats": seats}
        )


def _ensure_lines(
    lines: Mapping[int, tuple[int, int]], *, valid: int, voters: Mapping[int, int]
) -> None:
    for number, (agree, disagree) in lines.items():
        if agree + disagree > min(valid, voters[number]):
            raise InvalidBallot(
                _("Cộng lại nhiều hơn số phiếu hợp lệ của nội dung này."), field=f"agree_{number}"
            )


def ensure_choices(chosen: Sequence[int], *, known: Sequence[int], seats: int) -> None:
    """What somebody marked in an election."""
    if set(chosen) - set(known) or len(set(chosen)) != len(chosen):
        raise InvalidBallot(_("Hãy chọn trong danh sách."), field="chosen")
    if len(chosen) > seats:
        raise InvalidBallot(
            _("Chỉ được bầu nhiều nhất %(seats)d người; bạn đã chọn %(n)d.")
            % {"seats": seats, "n": len(chosen)},
            field="chosen",
        )
