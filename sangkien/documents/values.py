"""What the placeholders of a document stand for, each with its base. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sangkien.core import numbers
from sangkien.core.periods import last_day, local_day
from sangkien.documents import live
from sangkien.documents.figures import Figures
from sangkien.reports import flash
from sangkien.reports.contents import Content

QUARTERS = ("I", "II", "III", "IV")
SENT, VALID, RECOGNISED = "đã gửi", "hợp lệ", "được công nhận"


@dataclass(frozen=True, kw_only=True)
class Value:
    words: str
    base: str = ""


@dataclass(frozen=True, kw_only=True)
class About:
    """Of what a document is, beside figures; programme and period are "" without one."""

    unit: str
    superior: str
    year: int
    programme: str = ""
    period: str = ""


def values(about: About, content: Content | None, figures: Figures) -> dict[str, Value]:
    """Those that are known, by name."""
    known = {
        "don_vi": Value(words=about.unit),
        "cap_tren": Value(words=about.superior),
        "nam": Value(words=str(about.year)),
        "chuong_trinh": Value(words=about.programme),
        "ky": Value(words=about.period),
    }
    if content is not None:
        known |= _figures(content, figures)
    return {name: value for name, value in known.items() if value.words}


def words_of(found: Mapping[str, Value]) -> dict[str, str]:
    return {name: value.words for name, value in found.items()}


def _figures(content: Content, figures: Figures) -> dict[str, Value]:
    head, total = content.head, content.total
    return {
        "tu_ngay": Value(words=f"{local_day(head.opens_at):%d/%m/%Y}"),
        "den_ngay": Value(words=f"{last_day(head.closes_at):%d/%m/%Y}"),
        "tuan": Value(words=_week(local_day(head.as_of))),
        "quy": Value(words=_quarter(local_day(head.as_of))),
        "den_luc": Value(words=live.moment(content)),
        "so_da_gui": Value(words=numbers.thousands(total.sent), base=SENT),
        "so_hop_le": Value(words=numbers.thousands(total.valid), base=VALID),
        "so_cong_nhan": Value(words=numbers.thousands(total.recognised), base=RECOGNISED),
        "so_nguoi": Value(words=numbers.thousands(total.people), base=SENT),
        "tien_lam_loi": Value(words=f"{numbers.thousands(total.benefit_vnd)} đồng", base="tự khai"),
        **_aim(content, figures),
        **_reach(content),
    }


def _week(last: dt.date) -> str:
    return f"{last - dt.timedelta(days=6):%d/%m}–{last:%d/%m/%Y}"


def _quarter(day: dt.date) -> str:
    """A quarter is reported on at its end or in the first days of the next one."""
    reported = day - dt.timedelta(days=15)
    return f"{QUARTERS[(reported.month - 1) // 3]}/{reported.year}"


def _aim(content: Content, figures: Figures) -> dict[str, Value]:
    total, standing = content.total, content.total.standing
    found = {
        "ket_qua": Value(words=numbers.thousands(total.value), base=total.base_label),
        "co_so": Value(words=total.base_label),
    }
    if standing is None:
        return found
    found |= {
        "chi_tieu": Value(words=numbers.thousands(standing.target), base=total.base_label),
        "ty_le": Value(words=flash.reached(standing), base=total.base_label),
        "con_thieu": Value(words=numbers.thousands(standing.missing), base=total.base_label),
    }
    if figures.early is not None:
        found["som"] = Value(words=live.early_words(figures.early), base=total.base_label)
    return found


def _reach(content: Content) -> dict[str, Value]:
    found = {}
    if content.coverage is not None:
        covered, total = content.coverage.covered, content.coverage.total
        found["do_bao_phu"] = Value(words=numbers.percent_words(covered, total), base=SENT)
        found["so_cdcs"] = Value(words=numbers.thousands(total))
    if content.rank is not None:
        number, of = content.rank.number, content.rank.of
        found["hang"] = Value(words=f"{number}/{of}", base=f"{VALID}, rồi {SENT}")
    return found
