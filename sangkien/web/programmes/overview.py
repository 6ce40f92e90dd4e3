"""The parts of a programme as cards: what each says now, and where it is changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.programmes import queries
from sangkien.programmes.chain import steps_of

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme, Ruleset


@dataclass(frozen=True, kw_only=True)
class Card:
    title: str
    words: str
    url: str
    is_in_preparation: bool = False


def cards(
    programme: "Programme", ruleset: "Ruleset | None", *, phases: int, documents: int
) -> list[Card]:
    """In the order in which a programme is written."""
    prepared = bool(programme.is_published and ruleset and ruleset.is_in_preparation)

    def at(page: str) -> str:
        return reverse(f"programmes:{page}", args=[programme.slug])

    return [
        Card(
            title=_("Thông tin"),
            words=programme.slogan or _("Tên, giới thiệu, lĩnh vực"),
            url=at("edit"),
        ),
        Card(title=_("Giai đoạn"), words=_phases(phases), url=f"{at('manage')}#phases"),
        Card(
            title=_("Biểu mẫu"),
            words=_questions(len(queries.asked_by(ruleset))),
            url=at("form"),
            is_in_preparation=prepared,
        ),
        Card(
            title=_("Điều kiện"),
            words=_terms(ruleset),
            url=at("terms"),
            is_in_preparation=prepared,
        ),
        Card(
            title=_("Quy trình xét"),
            words=_steps(len(steps_of(ruleset.steps if ruleset else ()))),
            url=at("steps"),
            is_in_preparation=prepared,
        ),
        Card(title=_("Phạm vi"), words=_audience(programme), url=at("audience")),
        Card(title=_("Văn bản"), words=_documents(documents), url=f"{at('edit')}#id_rows"),
    ]


def _phases(count: int) -> str:
    if not count:
        return _("Chưa có giai đoạn nào")
    return ngettext("%(n)d giai đoạn nhận sáng kiến", "%(n)d giai đoạn nhận sáng kiến", count) % {
        "n": count
    }


def _questions(count: int) -> str:
    if not count:
        return _("Biểu mẫu chung, chưa hỏi thêm")
    return ngettext("Hỏi thêm %(n)d câu", "Hỏi thêm %(n)d câu", count) % {"n": count}


def _terms(ruleset: "Ruleset | None") -> str:
    terms = queries.terms_of(ruleset)
    parts = [_("trong thời gian áp dụng")]
    if terms.needs_recognition:
        parts.append(_("đã được công nhận"))
    if terms.asked:
        count = len(terms.asked)
        words = ngettext("%(n)d câu khẳng định", "%(n)d câu khẳng định", count)
        parts.append(words % {"n": count})
    return ", ".join(parts).capitalize()


def _steps(count: int) -> str:
    if count == 1:
        return _("Công đoàn cơ sở xác nhận")
    return ngettext("%(n)d bước", "%(n)d bước", count) % {"n": count}


def _audience(programme: "Programme") -> str:
    count = len(programme.audience)
    if not count:
        return _("Mọi đơn vị trực thuộc")
    return ngettext("%(n)d đơn vị và các cấp dưới", "%(n)d đơn vị và các cấp dưới", count) % {
        "n": count
    }


def _documents(count: int) -> str:
    if not count:
        return _("Chưa ghi văn bản căn cứ")
    return ngettext("%(n)d văn bản căn cứ", "%(n)d văn bản căn cứ", count) % {"n": count}
