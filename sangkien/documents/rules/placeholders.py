""" "Chỗ điền": the words in braces that a document or template may hold. Pure.

Only these names are ever filled, with plain text that is not looked at again: nothing is run, looked up
or formatted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import placeholders
from sangkien.documents.errors import StrangePlaceholder

MEANINGS = {
    "don_vi": gettext_lazy("tên đơn vị ban hành"),
    "cap_tren": gettext_lazy("tên đơn vị cấp trên"),
    "nam": gettext_lazy("năm"),
    "chuong_trinh": gettext_lazy("tên chương trình"),
    "ky": gettext_lazy("tên giai đoạn, chiến dịch"),
    "tu_ngay": gettext_lazy("ngày bắt đầu của giai đoạn"),
    "den_ngay": gettext_lazy("ngày cuối của giai đoạn"),
    "tuan": gettext_lazy("bảy ngày cuối đến lúc chụp số liệu"),
    "quy": gettext_lazy("quý và năm của số liệu; nửa tháng đầu quý thì là quý trước"),
    "den_luc": gettext_lazy("lúc số liệu được tính đến"),
    "so_da_gui": gettext_lazy("số sáng kiến đã gửi"),
    "so_hop_le": gettext_lazy("số sáng kiến hợp lệ"),
    "so_cong_nhan": gettext_lazy("số sáng kiến được công nhận"),
    "so_nguoi": gettext_lazy("số người có sáng kiến"),
    "chi_tieu": gettext_lazy("chỉ tiêu sáng kiến"),
    "co_so": gettext_lazy("chỉ tiêu tính theo số đã gửi hay hợp lệ"),
    "ket_qua": gettext_lazy("kết quả theo cách tính của chỉ tiêu"),
    "ty_le": gettext_lazy("đạt bao nhiêu phần trăm chỉ tiêu, vượt bao nhiêu"),
    "con_thieu": gettext_lazy("còn thiếu bao nhiêu so với chỉ tiêu"),
    "som": gettext_lazy("về đích sớm hay muộn bao nhiêu ngày"),
    "do_bao_phu": gettext_lazy("tỷ lệ CĐCS có sáng kiến đã gửi"),
    "so_cdcs": gettext_lazy("số CĐCS"),
    "tien_lam_loi": gettext_lazy("số tiền làm lợi tự khai"),
    "hang": gettext_lazy("thứ hạng trong các đơn vị cùng cấp trên"),
}
# What was counted: it has a base and a moment. A target and its base are none of it.
FIGURES = frozenset(list(MEANINGS)[list(MEANINGS).index("den_luc") :]) - {"chi_tieu", "co_so"}
UNKNOWN = "[…]"
_NAMED = re.compile(r"\{([a-z_]+)\}")
_STRANGE = re.compile(r"\{+[^\n{}]{0,40}\}*|\}+")


def ensure_listed(text: str, *, field: str) -> None:
    """StrangePlaceholder that names the first thing in braces which is not on the list."""
    rest = _NAMED.sub(lambda found: "" if found[1] in MEANINGS else found[0], text)
    found = _STRANGE.search(rest)
    if found is not None:
        raise StrangePlaceholder(
            _(
                "“%(what)s” không dùng được trong văn bản. Trong ngoặc nhọn chỉ được ghi chỗ điền có trong "
                "danh sách cuối trang, ví dụ {so_hop_le}."
            )
            % {"what": found[0].strip()},
            field=field,
        )


def named(texts: Sequence[str]) -> list[str]:
    """The placeholders in several texts, each once."""
    return list(dict.fromkeys(_each(texts)))


def _each(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from (name for name in _NAMED.findall(text) if name in MEANINGS)


def filled(text: str, values: Mapping[str, str]) -> str:
    """What is not known yet is left open, so that it is seen."""
    known = {name: values.get(name) or UNKNOWN for name in MEANINGS}
    return placeholders.filled(text, known, allowed=MEANINGS)
