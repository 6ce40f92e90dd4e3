"""Case 47: only listed placeholders; everything else in braces is refused."""

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.messages import queries
from sangkien.messages.actions import texts
from sangkien.messages.enums import TextKey
from sangkien.messages.errors import InvalidText
from sangkien.messages.rules import KINDS, ensure_text, filled, pause_seconds
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast

pytestmark = pytest.mark.django_db


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
