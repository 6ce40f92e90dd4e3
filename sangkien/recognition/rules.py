"""What a recognition needs: plain values in, answers out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.core.workdays import Calendar
from sangkien.recognition.enums import Influence
from sangkien.recognition.errors import Incomplete, InfluenceNotAllowed

# Certificates that are written while the signer waits, within one transaction of about a second;
# more in the background.
AT_ONCE = 20
BATCH = 5  # initiatives of one transaction there
MOST = 2_000  # in one decision

TITLE_LENGTH = 250
NAME_LENGTH = 120
NUMBER_LENGTH = 60
WORDS_LENGTH = 2_000
REASON_LENGTH = (5, 1_000)
APPEAL_LENGTH = (20, 3_000)

STEPS = list(Influence)
EVIDENCE_TO_SECTOR = (
    "Giấy xác nhận hiệu quả áp dụng, phạm vi ảnh hưởng của đơn vị khác trong ngành, tỉnh",
    "Biên bản họp hội đồng cấp ngành, cấp tỉnh",
)
EVIDENCE_TO_NATIONAL = (
    "Quyết định công nhận mức ảnh hưởng cấp ngành, cấp tỉnh",
    "Xác nhận đang áp dụng ở ít nhất hai ngành hoặc hai tỉnh",
)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """ "Quy định công nhận" in force for a unit: terms in working days, what its papers say, up to
    which influence it recognises, what has to be shown for each step up.
    """

    needs_council: bool = False
    appeal_days: int = 15
    answer_days: int = 15
    decision_symbol: str = "QĐ-CĐ"
    certificate_symbol: str = "GCN-CĐ"
    signs_for: str = ""
    place: str = ""
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    highest: Influence = Influence.UNIT
    evidence_to_sector: tuple[str, ...] = EVIDENCE_TO_SECTOR
    evidence_to_national: tuple[str, ...] = EVIDENCE_TO_NATIONAL

    def evidence_for(self, influence: Influence) -> tuple[str, ...]:
        """What has to be shown before an initiative gets this influence."""
        return {
            Influence.UNIT: (),
            Influence.SECTOR: self.evidence_to_sector,
            Influence.NATIONAL: self.evidence_to_national,
        }[influence]

    @property
    def influences(self) -> list[Influence]:
        """Those that the unit may give."""
        return STEPS[: STEPS.index(self.highest) + 1]


def lines_of(prose: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in prose.splitlines() if line.strip())


def ensure_influence(wanted: Influence, terms: Terms) -> None:
    if wanted not in terms.influences:
        raise InfluenceNotAllowed(
            _("Đơn vị này chỉ công nhận đến mức “%(highest)s”.") % {"highest": terms.highest.label},
            field="influence",
        )


def ensure_raise(old: Influence, new: Influence, *, shown: Sequence[int], terms: Terms) -> None:
    """One step up at a time, everything that it needs ticked as at hand."""
    if STEPS.index(new) != STEPS.index(old) + 1:
        raise InfluenceNotAllowed(
            _("Mức ảnh hưởng được nâng lần lượt từng bậc."), field="influence"
        )
    ensure_influence(new, terms)
    if set(shown) != set(range(len(terms.evidence_for(new)))):
        raise Incomplete(
            _("Cần đủ từng minh chứng trong danh sách trước khi nâng mức ảnh hưởng."),
            field="shown",
        )


def checked_reason(typed: str, *, field: str = "reason") -> str:
    """The reason cleaned, or a refusal."""
    return _checked(typed, REASON_LENGTH, field, _("Hãy ghi rõ lý do."))


def checked_appeal(typed: str) -> str:
    words = _("Hãy ghi rõ vì sao bạn đề nghị xem xét lại (ít nhất 20 ký tự).")
    return _checked(typed, APPEAL_LENGTH, "text", words)


def _checked(typed: str, bounds: tuple[int, int], field: str, missing: str) -> str:
    least, most = bounds
    clean = text.clean_prose(typed)
    if len(text.fold(clean)) < least:
        raise Incomplete(missing, field=field)
    if len(clean) > most or text.has_refused_characters(clean):
        raise Incomplete(
            _("Dài nhất %(most)d ký tự và chỉ gồm chữ, số, dấu câu.") % {"most": most},
            field=field,
        )
    return clean


def checked_line(typed: str, *, most: int, field: str, missing: str) -> str:
    clean = text.clean_line(typed)
    if not text.has_words(clean):
        raise Incomplete(missing, field=field)
    if len(clean) > most or text.has_refused_characters(clean):
        raise Incomplete(
            _("Dài nhất %(most)d ký tự và chỉ gồm chữ, số, dấu câu.") % {"most": most}, field=field
        )
    return clean


def last_day(since: dt.date, days: int, *, calendar: Calendar) -> dt.date:
    """The last day of a term in working days."""
    return calendar.after(since, days)
