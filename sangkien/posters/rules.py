"""What a poster says, what officers may change of it, and where its QR code leads."""

from collections.abc import Mapping
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import placeholders
from sangkien.posters.errors import InvalidText

AT_ONCE = 50  # made while somebody waits; more are made in the background
MOST = 500
PIECE = 25  # a second's work
MOST_TRIES = 5  # of one piece

LONGEST = 160
# In the language of the people at the work-place, whoever prints the poster.
DEFAULTS: Mapping[str, str] = {
    "invitation": "Bạn có cách làm hay hơn ở chỗ làm? Hãy gửi sáng kiến, chỉ mất khoảng 4 phút.",
    "step_one": "Quét mã trên bằng máy ảnh điện thoại hoặc Zalo.",
    "step_two": "Đăng nhập bằng mã đoàn viên hoặc số điện thoại và mã PIN của bạn.",
    "step_three": "Kể lại: trước đây làm thế nào, nay làm thế nào, kết quả ra sao, rồi bấm Gửi.",
    "contact": "Cần giúp? Hãy hỏi {lien_he}.",
}
MEANINGS = {
    "chuong_trinh": gettext_lazy("Tên chương trình"),
    "don_vi": gettext_lazy("Tên đơn vị"),
    "dia_chi": gettext_lazy("Địa chỉ gõ tay của đơn vị"),
    "han": gettext_lazy("Hạn gửi sáng kiến"),
    "lien_he": gettext_lazy("Cán bộ đã đồng ý công khai họ tên, không có thì Ban Chấp hành"),
}


def ensure_texts(texts: Mapping[str, str]) -> None:
    """Each is there, short enough for its place, and names nothing but what is listed."""
    for field in DEFAULTS:
        _ensure_text(field, texts[field])


def _ensure_text(field: str, text: str) -> None:
    if not text:
        raise InvalidText(_("Hãy nhập nội dung."), field=field)
    if len(text) > LONGEST:
        raise InvalidText(_("Nội dung dài nhất %(n)d ký tự.") % {"n": LONGEST}, field=field)
    if placeholders.has_strange(text, MEANINGS):
        raise InvalidText(
            _("Trong ngoặc nhọn chỉ được dùng: %(known)s.")
            % {"known": placeholders.listed(MEANINGS)},
            field=field,
        )


def typed_address(base_url: str, unit_code: str) -> str:
    """ "sangkien.vn/dk/CDCS01/": short enough to be typed from a wall."""
    return f"{base_url.partition('://')[2]}/dk/{unit_code}/"


def scanned_address(base_url: str, unit_code: str, slug: str) -> str:
    """What the QR code holds: unit and programme, under the public address and nothing else."""
    return f"{base_url}/dk/{quote(unit_code)}/{slug}/"
