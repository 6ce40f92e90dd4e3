"""What a decision says of itself, of whom it rewards and of the money. Pure."""

import re
from collections.abc import Collection

from django.utils.translation import gettext as _

from sangkien.commendation.enums import AwardForm, HolderKind
from sangkien.core import text

# Of these the paper says whose it is: in the catalogue the name says of which level.
GIVEN_BY = {
    AwardForm.COMMENDATION: "Bằng khen",
    AwardForm.CREATIVE: "Bằng Lao động sáng tạo",
    AwardForm.CERTIFICATE: "Giấy khen",
    AwardForm.SPOT: "Giấy khen",
}
# A title that begins with one of these says already what is done.
SAID = ("khen thuong", "khen nong", "bieu duong", "ton vinh", "tang ")
# Words that begin a title and are no names.
COMMON = (
    *("khen", "tặng", "biểu", "tôn", "thi", "phong", "chương", "năm", "quý", "tháng", "đợt"),
    *("sơ", "tổng", "cao", "các", "tập", "cá", "người", "lao"),
    *("có", "dẫn", "đạt", "vượt", "hoàn", "xuất", "tích", "đóng", "nhiều", "đã", "đi", "là"),
    *("tham", "thực", "tổ", "sáng", "dập", "cứu", "kịp", "luôn", "được", "làm", "nâng"),
    *("hỗ", "giúp", "góp", "giảm", "tiết", "cải", "đổi", "vận", "triển", "tuyên", "chăm", "xây"),
    *("khắc", "chế", "áp", "phối", "hưởng", "bồi", "kèm", "đề"),
)
_JUDGING = re.compile(r"^(đợt\s+)?xét\s+", re.IGNORECASE)
_CARRIED_OUT = re.compile(r"^(Như Điều )\d+")


def about(round_title: str) -> str:
    """ "Về việc khen thưởng …" out of the name of a round, each word once."""
    words = lowered(_JUDGING.sub("", round_title.strip()))
    if text.fold(words).startswith(SAID):
        return _("Về việc %(words)s") % {"words": words}
    return _("Về việc khen thưởng %(words)s") % {"words": words}


def lowered(words: str) -> str:
    """As it is written inside a sentence: a common word that begins it gets a small letter."""
    first = words.partition(" ")[0].rstrip(",.;:")
    if first.lower() in COMMON and first.istitle():
        return words[:1].lower() + words[1:]
    return words


def given(form: str, title: str, unit_name: str) -> str:
    """ "Giấy khen của Liên đoàn Lao động huyện"; titles, flags and medals by their own name."""
    paper = GIVEN_BY.get(AwardForm(form))
    if paper is None:
        return title
    return _("%(paper)s của %(unit)s") % {"paper": paper, "unit": unit_name}


def holders(kinds: Collection[str], name: str) -> str:
    """ "02 tập thể, 13 cá nhân"; a single holder by name."""
    if len(kinds) == 1:
        return name
    people = sum(kind == HolderKind.PERSON for kind in kinds)
    counted = ((len(kinds) - people, _("tập thể")), (people, _("cá nhân")))
    return ", ".join(f"{number:02d} {words}" for number, words in counted if number)


def recipients(lines: Collection[str], *, last: int) -> tuple[str, ...]:
    """ "Như Điều 3" means whoever carries the decision out: the last article."""
    return tuple(_CARRIED_OUT.sub(rf"\g<1>{last}", line) for line in lines)
