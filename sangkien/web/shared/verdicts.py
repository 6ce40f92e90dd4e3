"""How each kind of step of a review is spoken of: what its buttons, messages and lines say.

The grassroots union confirms, a council recognises, levels above accept, a sample is checked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sangkien.programmes.enums import StepKind


@dataclass(frozen=True)
class Verdict:
    """The words of one kind of step. `act` and `refuse` stand on buttons, `this` on that of one
    card; `done` and `refused` are said afterwards, `passed` and `failed` stand in the way of the
    initiative.
    """

    act: Promise
    this: Promise
    refuse: Promise
    done: Promise
    refused: Promise
    passed: Promise
    failed: Promise


CONFIRM = Verdict(
    act=_("Xác nhận hợp lệ"),
    this=_("Xác nhận sáng kiến này"),
    refuse=_("Không công nhận hợp lệ"),
    done=_("Đã xác nhận hợp lệ: “%(title)s”."),
    refused=_("Đã quyết định không công nhận hợp lệ: “%(title)s”."),
    passed=_("đã xác nhận"),
    failed=_("không công nhận hợp lệ"),
)
RECOGNISE = Verdict(
    act=_("Công nhận"),
    this=_("Công nhận sáng kiến này"),
    refuse=_("Không công nhận"),
    done=_("Đã công nhận: “%(title)s”."),
    refused=_("Đã quyết định không công nhận: “%(title)s”."),
    passed=_("đã công nhận"),
    failed=_("chưa công nhận"),
)
ACCEPT = Verdict(
    act=_("Tiếp nhận"),
    this=_("Tiếp nhận sáng kiến này"),
    refuse=_("Không tiếp nhận"),
    done=_("Đã tiếp nhận: “%(title)s”."),
    refused=_("Đã quyết định không tiếp nhận: “%(title)s”."),
    passed=_("đã tiếp nhận"),
    failed=_("không tiếp nhận"),
)
CHECK = Verdict(
    act=_("Kiểm tra đạt"),
    this=_("Sáng kiến này kiểm tra đạt"),
    refuse=_("Kiểm tra không đạt"),
    done=_("Đã ghi kiểm tra đạt: “%(title)s”."),
    refused=_("Đã ghi kiểm tra không đạt: “%(title)s”."),
    passed=_("kiểm tra đạt"),
    failed=_("kiểm tra không đạt"),
)
# Above a list that holds more than one kind; what is said afterwards names each.
ANY = Verdict(
    act=_("Đồng ý"),
    this=_("Đồng ý"),
    refuse=_("Không đồng ý"),
    done=_("Đã xét: “%(title)s”."),
    refused=_("Đã quyết định không đồng ý: “%(title)s”."),
    passed=_("xong"),
    failed=_("không đồng ý"),
)
VERDICTS: Mapping[str, Verdict] = {
    StepKind.CONFIRM.value: CONFIRM,
    StepKind.RECOGNISE.value: RECOGNISE,
    StepKind.ACCEPT.value: ACCEPT,
    StepKind.CHECK.value: CHECK,
}


def of(kind: str) -> Verdict:
    """Of one kind; `ANY` where it is not known."""
    return VERDICTS.get(kind, ANY)


def of_all(kinds: Collection[str]) -> Verdict:
    """Of several at once: their own words if they are all of one kind."""
    found = set(kinds)
    return of(found.pop()) if len(found) == 1 else ANY


def asked_words(kinds: Collection[str], count: int) -> str:
    """ "Tiếp nhận 3 sáng kiến?": before several are passed at once."""
    found = set(kinds)
    words = {
        StepKind.CONFIRM.value: ngettext(
            "Xác nhận %(n)d sáng kiến hợp lệ?", "Xác nhận %(n)d sáng kiến hợp lệ?", count
        ),
        StepKind.ACCEPT.value: ngettext(
            "Tiếp nhận %(n)d sáng kiến?", "Tiếp nhận %(n)d sáng kiến?", count
        ),
        StepKind.CHECK.value: ngettext(
            "%(n)d sáng kiến kiểm tra đạt?", "%(n)d sáng kiến kiểm tra đạt?", count
        ),
    }
    several = ngettext("Đồng ý với %(n)d sáng kiến?", "Đồng ý với %(n)d sáng kiến?", count)
    only = found.pop() if len(found) == 1 else ""
    return words.get(only, several) % {"n": count}


def passed_words(kind: str, count: int) -> str:
    """ "Đã tiếp nhận 3 sáng kiến.": after several were passed at once."""
    words = {
        StepKind.CONFIRM.value: ngettext(
            "Đã xác nhận hợp lệ %(n)d sáng kiến.", "Đã xác nhận hợp lệ %(n)d sáng kiến.", count
        ),
        StepKind.ACCEPT.value: ngettext(
            "Đã tiếp nhận %(n)d sáng kiến.", "Đã tiếp nhận %(n)d sáng kiến.", count
        ),
        StepKind.CHECK.value: ngettext(
            "Đã ghi kiểm tra đạt %(n)d sáng kiến.", "Đã ghi kiểm tra đạt %(n)d sáng kiến.", count
        ),
    }
    return words[kind] % {"n": count}


def refused_words(kind: str, count: int) -> str:
    words = {
        StepKind.CONFIRM.value: ngettext(
            "Đã quyết định không công nhận %(n)d sáng kiến.",
            "Đã quyết định không công nhận %(n)d sáng kiến.",
            count,
        ),
        StepKind.ACCEPT.value: ngettext(
            "Đã quyết định không tiếp nhận %(n)d sáng kiến.",
            "Đã quyết định không tiếp nhận %(n)d sáng kiến.",
            count,
        ),
        StepKind.CHECK.value: ngettext(
            "Đã ghi kiểm tra không đạt %(n)d sáng kiến.",
            "Đã ghi kiểm tra không đạt %(n)d sáng kiến.",
            count,
        ),
    }
    return words[kind] % {"n": count}
