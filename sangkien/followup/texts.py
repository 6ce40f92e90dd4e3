"""The words that urge, before an officer changes them; word by word, in the language of the union."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import Truncator

from sangkien.agreements.enums import TargetBase
from sangkien.core import numbers
from sangkien.core.periods import last_day
from sangkien.followup import rules
from sangkien.followup.enums import Step
from sangkien.messages.enums import TextKey
from sangkien.messages.rules import KINDS
from sangkien.reporting.queries import Late

NONE_SET, NOT_COUNTED = "chưa giao", "chưa tính"
NO_REPORT = "không có"
MOST_NAMED = 2
LONGEST_TITLE = 80  # of a report within a sentence: a message stays short
# Said of units with a target only, and of those that owe a report.
MISSING = (", còn thiếu {con_thieu}", ", con thieu {con_thieu}")
OWED = " Báo cáo quá hạn chưa nộp: {bao_cao}."
USUAL = {
    Step.NOTICE: (
        "{cap_tren} đề nghị {don_vi} đẩy nhanh tiến độ “{chuong_trinh}”: đến nay đã gửi {da_gui} sáng "
        "kiến ({hop_le} hợp lệ), chỉ tiêu {chi_tieu}, còn thiếu {con_thieu}. Hạn cuối: hết ngày {han}."
        f"{OWED} "
        "Vướng mắc gì xin trả lời ngay tại thông báo này."
    ),
    Step.MESSAGE: KINDS[TextKey.URGING].default,
    Step.CALL: (
        "Chào anh/chị, tôi gọi từ {cap_tren} về “{chuong_trinh}”. {don_vi} đã gửi {da_gui} sáng kiến, "
        "chỉ tiêu {chi_tieu}, còn thiếu {con_thieu}, hạn hết ngày {han}."
        f"{OWED} "
        "Đơn vị đang vướng ở khâu nào, "
        "cần chúng tôi hỗ trợ gì ạ?"
    ),
    Step.LETTER: (
        "Thực hiện chương trình “{chuong_trinh}”, {cap_tren} nhận thấy một số đơn vị có kết quả chậm so "
        "với tiến độ (danh sách kèm theo).\n"
        "Để bảo đảm kết quả chương trình trước hết ngày {han}, {cap_tren} đề nghị Ban Chấp hành công đoàn các đơn "
        "vị có tên trong danh sách:\n"
        "Rà soát các giải pháp, cải tiến đang áp dụng tại đơn vị; hướng dẫn đoàn viên, người lao động "
        "đăng ký trên phần mềm.\n"
        "Phân công cán bộ theo dõi hằng ngày, xác nhận kịp thời các sáng kiến đã gửi.\n"
        "Báo cáo nguyên nhân chậm và thời gian khắc phục; nơi có khó khăn đề nghị nêu rõ nội dung cần hỗ "
        "trợ."
    ),
}
# A message that somebody sends from their own phone or by Zalo keeps its tone marks.
BY_HAND = (
    "{cap_tren}: {don_vi} đã gửi {da_gui} sáng kiến, chỉ tiêu {chi_tieu}, còn thiếu {con_thieu}, hạn hết "
    "ngày {han}. Đề nghị đôn đốc đoàn viên đăng ký."
)
REPORTS_BY_HAND = "{cap_tren}: {don_vi} chưa nộp {bao_cao}. Đề nghị nộp ngay trên phần mềm."
# Where only reports are late.
ABOUT_REPORTS = {
    Step.NOTICE: (
        "{cap_tren} đề nghị {don_vi} nộp ngay báo cáo quá hạn: {bao_cao}. Vướng mắc gì xin trả lời ngay "
        "tại thông báo này."
    ),
    Step.MESSAGE: "{cap_tren}: {don_vi} chua nop {bao_cao}. De nghi nop ngay tren phan mem.",
    Step.CALL: (
        "Chào anh/chị, tôi gọi từ {cap_tren}. {don_vi} chưa nộp {bao_cao}. Đơn vị đang vướng ở đâu, "
        "bao giờ nộp được ạ?"
    ),
    Step.LETTER: (
        "{cap_tren} nhận thấy một số đơn vị chưa nộp báo cáo đúng hạn (danh sách kèm theo).\n"
        "{cap_tren} đề nghị Ban Chấp hành công đoàn các đơn vị có tên trong danh sách:\n"
        "Nộp ngay báo cáo còn thiếu trên phần mềm.\n"
        "Phân công cán bộ theo dõi hạn nộp; nơi có khó khăn nêu rõ nội dung cần hỗ trợ."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What stands in a text about one unit."""

    unit_name: str
    sent: int
    valid: int
    recognised: int = 0
    base: TargetBase
    target: int | None

    @property
    def value(self) -> int:
        return rules.on_base(self.base, self.sent, self.valid, self.recognised)

    @property
    def missing(self) -> int:
        return max((self.target or 0) - self.value, 0)


def values(
    found: Figures,
    *,
    programme: str,
    issuer: str,
    closes_at: dt.datetime,
    late: Sequence[Late] = (),
) -> dict[str, str]:
    return {
        "don_vi": found.unit_name,
        "chuong_trinh": programme,
        "da_gui": numbers.thousands(found.sent),
        "hop_le": numbers.thousands(found.valid),
        "chi_tieu": NONE_SET if found.target is None else numbers.thousands(found.target),
        "con_thieu": NOT_COUNTED if found.target is None else numbers.thousands(found.missing),
        "han": f"{last_day(closes_at):%d/%m/%Y}",
        "cap_tren": issuer,
        "bao_cao": late_words(late),
    }


def late_words(late: Sequence[Late]) -> str:
    """ "“Báo cáo quý, Quý I/2026” (chậm 5 ngày); …": the longest owed first, two of them by name."""
    if not late:
        return NO_REPORT
    named = "; ".join(
        f"“{Truncator(one.title).chars(LONGEST_TITLE)}” (chậm {one.days} ngày)"
        for one in late[:MOST_NAMED]
    )
    more = len(late) - MOST_NAMED
    return f"{named} và {more} báo cáo khác" if more > 0 else named


def without_missing(text: str, values: Mapping[str, str]) -> str:
    """Who has no target misses nothing that could be counted; who owes no report is not told of any."""
    if values["bao_cao"] == NO_REPORT:
        text = text.replace(OWED, "")
    if values["con_thieu"] == NOT_COUNTED:
        for words in MISSING:
            text = text.replace(words, "")
    return text


def placeholders() -> list[tuple[str, str]]:
    """What may be named, with what it means, for the help beside a text."""
    return [(f"{{{name}}}", meaning) for name, meaning in rules.MEANINGS.items()]
