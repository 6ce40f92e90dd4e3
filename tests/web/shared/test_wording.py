from importlib import import_module
from pathlib import Path

import pytest

import sangkien
from sangkien.core import bus
from sangkien.web.shared import wording
from sangkien.web.shared.templatetags.ui import icon


def declared() -> list[str]:
    """The events of every app, whether or not something imported them already."""
    for path in Path(sangkien.__file__).parent.glob("*/events.py"):
        import_module(f"sangkien.{path.parent.name}.events")
    return sorted(
        name for name, cls in bus.event_classes().items() if cls.__module__.startswith("sangkien.")
    )


def test_every_declared_event_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert sorted(wording.WORDINGS) == declared()


@pytest.mark.parametrize("name", sorted(wording.WORDINGS))
def test_a_sentence_follows_the_name_of_a_person(name: str) -> None:
    said = wording.sentence(name)

    assert said[0].islower()
    assert not said.endswith(".")


@pytest.mark.parametrize("name", sorted(wording.WORDINGS))
def test_the_sign_of_an_event_can_be_drawn(name: str) -> None:
    assert icon(wording.sign(name)).startswith("<svg")


def test_what_no_person_did_was_done_by_the_system() -> None:
    assert wording.doer("") == "Hệ thống"
    assert wording.doer("Trần Thị Bình") == "Trần Thị Bình"
