"""Case 47: only listed placeholders; everything else in braces is refused."""

import re
from pathlib import Path

import pytest

import sangkien
from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.messages import queries
from sangkien.messages.actions import texts
from sangkien.messages.enums import TextKey
from sangkien.messages.errors import InvalidText
from sangkien.messages.rules import (
    KINDS,
    ensure_text,
    filled,
    messages_needed,
    pause_seconds,
)
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast

pytestmark = pytest.mark.django_db

PACKAGE, MAILS = Path(sangkien.__file__).parent, "mail.send_mail"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize("key", list(TextKey))
def test_default_is_a_text_that_could_be_saved(key: TextKey) -> None:
    ensure_text(key, KINDS[key].default)


@pytest.mark.parametrize(
    "text",
    [
        "{ma} {ho_ten.__class__}",
        "{ma} {0.__init__}",
        "{ma} {{7*7}}",
        "{ma} {% include 'x' %}",
        "{ma} {}",
        "{ma} {mat_khau}",
        "{ma} {don_vi}",  # not for this text
        "{ma} }",
        "{ma",
        "không có mã",
        "",
        "{ma}" + "x" * 400,
    ],
)
def test_anything_but_listed_placeholders_is_refused(text: str) -> None:
    with pytest.raises(InvalidText) as refusal:
        texts.change(TextKey.SIGN_IN, text, by=SYSTEM, at=NOW)

    assert refusal.value.field == "text"
    assert not queries.get_wording(TextKey.SIGN_IN).is_own


def test_values_are_put_in_once_and_never_looked_at_again() -> None:
    values = {"ma": "{ho_ten}", "ho_ten": "{ma}"}

    assert filled(TextKey.SIGN_IN, "{ma} {ho_ten}", values) == "{ho_ten} {ma}"


def test_text_is_changed_and_the_default_restored(cast: Cast) -> None:
    by = actor(cast.national_officer)
    texts.change(TextKey.SIGN_IN, "  Mã của bạn:\n{ma}", by=by, at=NOW)
    assert queries.get_wording("dang-nhap").text == "Mã của bạn: {ma}"

    texts.restore(TextKey.SIGN_IN, by=by, at=NOW)
    texts.restore(TextKey.SIGN_IN, by=by, at=NOW)

    assert queries.get_wording("dang-nhap").text == KINDS[TextKey.SIGN_IN].default
    names = Entry.objects.filter(subject_kind="message_text").order_by("pk")
    assert [e.name for e in names] == ["message.text_changed", "message.text_restored"]


@pytest.mark.parametrize(
    "who", ["author", "officer", "superior_officer", "provincial_officer", "auditor"]
)
def test_texts_are_written_at_the_top_of_the_tree_only(cast: Cast, who: str) -> None:
    by = actor(getattr(cast, who))

    with pytest.raises(NotAllowed):
        texts.change(TextKey.SIGN_IN, "{ma}", by=by, at=NOW)
    with pytest.raises(NotAllowed):
        texts.restore(TextKey.SIGN_IN, by=by, at=NOW)


def test_pauses_grow_up_to_half_an_hour() -> None:
    assert [pause_seconds(n) for n in (1, 2, 3, 20)] == [10, 20, 40, 1800]


def test_every_text_has_a_preview_with_everything_filled_in() -> None:
    for wording in queries.wordings():
        assert "{" not in wording.sample
        assert wording.messages_needed == (0 if wording.key == TextKey.SHEET else 1)


def test_names_in_a_text_without_marks_have_none_either(cast: Cast) -> None:
    values = {"ho_ten": "Đặng Thị Phượng", "don_vi": "CĐCS Cơ khí", "ma": "1", "han": "1/6"}

    assert (
        queries.get_wording("kich-hoat")
        .filled(values)
        .startswith("CDCS Co khi: ma kich hoat tai khoan Sang Kien cua Dang Thi Phuong la 1")
    )
    texts.change(TextKey.ACTIVATION, "Mã của {ho_ten}: {ma}", by=SYSTEM, at=NOW)
    assert queries.get_wording("kich-hoat").filled(values) == "Mã của Đặng Thị Phượng: 1"


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 307, 3), ("ạ" * 70, 1), ("ạ" * 71, 2), ("ạ" * 135, 3)],
)
def test_letters_with_marks_make_a_message_dearer(text: str, count: int) -> None:
    assert messages_needed(text) == count


def test_nothing_is_sent_that_is_not_one_of_these_texts() -> None:
    """Whoever sends goes through the outbox, and the outbox takes a key of an editable text."""
    sources = {path: path.read_text() for path in PACKAGE.rglob("*.py")}

    senders = {
        path.relative_to(PACKAGE).as_posix() for path, text in sources.items() if MAILS in text
    }
    assert senders == {"messages/gateways.py"}
    for text in sources.values():
        for call in re.findall(r"outbox\.send\(\s*[\w.]+,\s*([\w.]+)", text):
            assert call.startswith("TextKey.")
    assert not any(
        word in text for text in sources.values() for word in ("EmailMessage", "mail_admins")
    )
