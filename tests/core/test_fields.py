"""What a text column holds, whoever wrote it."""

import pytest

from sangkien.core.fields import LineField, ProseField


def test_a_line_is_stored_clean() -> None:
    assert LineField(max_length=50).get_prep_value("  Ca\u0309i\n tiến ") == "Cải tiến"


def test_prose_is_stored_clean() -> None:
    assert ProseField().get_prep_value("Một\r\n\r\n\r\n\r\nhai ") == "Một\n\nhai"


@pytest.mark.parametrize("field", [LineField(max_length=50), ProseField()])
def test_nothing_stays_nothing(field: LineField | ProseField) -> None:
    assert field.get_prep_value(None) is None
