"""Logs are for operators and hold nothing about people."""

import json
import logging
import sys

import pytest

from sangkien.project.logs import JsonFormatter

PHONE = "0912345678"


def formatted(
    *, with_messages: bool = False, name: str = "sangkien.journal", **extra: object
) -> dict[str, object]:
    error = None
    try:
        raise ValueError(f"Key (phone)=({PHONE}) already exists")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, "failed: %s", (PHONE,), error)
    vars(record).update(extra)
    line = JsonFormatter(with_messages=with_messages).format(record)
    assert "\n" not in line
    return dict(json.loads(line))


def test_exception_is_given_by_class_and_place_only() -> None:
    line = formatted(name="django.request")

    assert PHONE not in json.dumps(line)
    assert line["error"]["class"] == "builtins.ValueError"  # type: ignore[index]
    assert "test_logs.py" in line["error"]["at"][-1]  # type: ignore[index]


def test_developers_see_the_message() -> None:
    assert PHONE in json.dumps(formatted(with_messages=True))


def test_only_known_fields_are_written() -> None:
    line = formatted(name="django.x", request_id="abc", status=500, full_name="Nguyễn Văn A")

    assert line["request_id"] == "abc"
    assert line["status"] == 500
    assert "Nguyễn" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize("text", ["a\nb", "\x1b[31mred", '"}'])
def test_line_cannot_be_forged(text: str) -> None:
    record = logging.LogRecord("sangkien", logging.INFO, __file__, 1, text, (), None)

    line = JsonFormatter().format(record)

    assert "\n" not in line
    assert "\x1b" not in line
    assert json.loads(line)["message"] == text
