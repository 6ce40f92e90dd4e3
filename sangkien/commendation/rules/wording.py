"""The sentence of a certificate: which placeholders may stand in it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sangkien.commendation.errors import InvalidAward
from sangkien.core import placeholders

# Filled when a certificate is made; anything else in braces is refused when it is saved.
MEANINGS: Mapping[str, str] = {
    "ten": "người, tập thể được khen",
    "chuc_vu": "chức vụ, nơi công tác",
    "don_vi": "đơn vị",
    "hinh_thuc": "danh hiệu, hình thức khen",
    "thanh_tich": "thành tích",
    "dot": "tên đợt, chương trình",
    "nam": "năm",
}


def check(template: str) -> None:
    """Raises `InvalidAward` for any placeholder that is not listed."""
    if placeholders.has_strange(template, MEANINGS):
        raise InvalidAward(
            _("Câu này chỉ dùng được các chỗ điền sau: %(known)s.")
            % {"known": placeholders.listed(MEANINGS)},
            field="wording",
        )


def filled(template: str, values: Mapping[str, str]) -> str:
    return placeholders.filled(template, values, allowed=MEANINGS)
