"""Texts with placeholders: what may stand in them, and how they are filled."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import placeholders
from sangkien.messages.enums import TextKey
from sangkien.messages.errors import InvalidText

LONGEST = 400  # three text messages with tone marks are dear enough
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# What officers of one unit have sent in a day, and what one person gets of it.
MOST_OF_UNIT = 300
MOST_TO_PERSON = 5
# Questions that find their people on the desk anyhow leave this part of the limits to codes.
PATIENT_PART = 2


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One text: what it says by default, what it may name, and what it must."""

    default: str
    allowed: tuple[str, ...]
    needed: tuple[str, ...]


# Word by word, not in the language of whoever triggers them: they go to members.
KINDS = {
    TextKey.ACTIVATION: Kind(
        default=(
            "{don_vi}: ma kich hoat tai khoan Sang Kien cua {ho_ten} la {ma}, dung den het "
            "{han}. Khong dua ma nay cho ai."
        ),
        allowed=("ho_ten", "ma", "don_vi", "han"),
        needed=("ma",),
    ),
    TextKey.SIGN_IN: Kind(
        default="Sang Kien: ma dang nhap cua ban la {ma}, dung den {han}. Khong dua ma nay cho ai.",
        allowed=("ho_ten", "ma", "han"),
        needed=("ma",),
    ),
    TextKey.STILL_USED: Kind(
        default='Sang kien "{sang_kien}" con dung khong? Tra loi den het {han}: {duong_dan}',
        allowed=("ho_ten", "sang_kien", "duong_dan", "han"),
        needed=("duong_dan",),
    ),
    TextKey.URGING: Kind(
        default=(
            "{cap_tren}: {don_vi} da gui {da_gui} sang kien, chi tieu {chi_tieu}, con thieu "
            "{con_thieu}, han het {han}. De nghi don doc doan vien dang ky."
        ),
        allowed=(
            *("don_vi", "cap_tren", "chuong_trinh", "han"),
            *("da_gui", "hop_le", "chi_tieu", "con_thieu", "bao_cao"),
        ),
        needed=("don_vi",),
    ),
    TextKey.SHEET: Kind(
        default=(
            "Mở trang kích hoạt, nhập mã đoàn viên (hoặc số điện thoại) và mã kích hoạt, rồi tự "
            "chọn mật khẩu hoặc mã PIN. Mã dùng một lần, đến hết {han}. Đừng đưa phiếu cho người khác."
        ),
        allowed=("ho_ten", "don_vi", "han"),
        needed=(),
    ),
}
MEANINGS = {
    "ho_ten": "Họ và tên người nhận",
    "ma": "Mã dùng một lần",
    "don_vi": "Tên đơn vị",
    "han": "Thời hạn",
    "sang_kien": "Tên sáng kiến",
    "duong_dan": "Đường dẫn để trả lời",
    "cap_tren": "Tên đơn vị đôn đốc",
    "chuong_trinh": "Tên chương trình",
    "da_gui": "Số sáng kiến đã gửi",
    "hop_le": "Số sáng kiến hợp lệ",
    "chi_tieu": "Chỉ tiêu của đơn vị",
    "con_thieu": "Còn thiếu so với chỉ tiêu",
    "bao_cao": "Báo cáo chưa nộp và số ngày chậm",
}

# What stands in the preview: as long as in life, and nobody's.
SAMPLES = {
    "ho_ten": "Nguyễn Thị Thanh Thúy",
    "ma": "4729503186",
    "don_vi": "CĐCS Công ty May Ánh Dương",
    "han": "22/12/2026",
    "sang_kien": "Giá treo cuộn chỉ quay được",
    "duong_dan": "https://sangkien.vn/con-dung/aBcD1234eFgH5678iJkL/",
    "cap_tren": "LĐLĐ tỉnh Bình Minh",
    "chuong_trinh": "Mỗi cơ sở thêm sáng kiến mới",
    "da_gui": "12",
    "hop_le": "9",
    "chi_tieu": "40",
    "con_thieu": "28",
    "bao_cao": "Báo cáo tháng 10/2026 (chậm 12 ngày)",
}
# One message with the letters of GSM, or with any others; further ones hold a little less.
PLAIN_LENGTHS, MARKED_LENGTHS = (160, 153), (70, 67)


def ensure_text(key: TextKey, text: str) -> None:
    """Braces only around what this text may name: nothing is ever run or looked up."""
    kind = KINDS[key]
    if not text:
        raise InvalidText(_("Hãy nhập nội dung."), field="text")
    if len(text) > LONGEST:
        raise InvalidText(_("Nội dung dài nhất %(n)d ký tự.") % {"n": LONGEST}, field="text")
    if placeholders.has_strange(text, kind.allowed):
        known = placeholders.listed(kind.allowed)
        raise InvalidText(
            _("Trong ngoặc nhọn chỉ được dùng: %(known)s.") % {"known": known}, field="text"
        )
    missing = [name for name in kind.needed if f"{{{name}}}" not in text]
    if missing:
        needed = placeholders.listed(missing)
        raise InvalidText(
            _("Nội dung phải có %(needed)s, nếu không người nhận không làm gì được.")
            % {"needed": needed},
            field="text",
        )


def filled(key: TextKey, text: str, values: Mapping[str, str]) -> str:
    """Put the values in; what they contain is not looked at again."""
    return placeholders.filled(text, values, allowed=KINDS[key].allowed)


def messages_needed(text: str) -> int:
    """As how many messages a gateway sends a text; one letter with marks makes all of it dear."""
    alone, joined = PLAIN_LENGTHS if text.isascii() else MARKED_LENGTHS
    return 1 if len(text) <= alone else -(-len(text) // joined)


def pause_seconds(attempts: int) -> int:
    """10 s, 20 s, 40 s … at most half an hour."""
    return int(min(10 * 2 ** max(attempts - 1, 0), 1800))
