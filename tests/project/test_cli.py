"""The `sangkien` command: words, exit codes, JSON."""

import json
from collections.abc import Iterator

import pytest

from sangkien.core import verify
from sangkien.project import cli


def run(*words: str) -> int:
    try:
        return cli.main(words)
    except SystemExit as stop:  # Django's commands leave this way
        return int(stop.code or 0)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert [name for name in (*cli.COMMANDS, "manage") if f"  {name} " not in shown] == []


def test_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2


def test_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("runserver") == 2
    assert "Không có lệnh 'runserver'" in capsys.readouterr().err


@pytest.mark.parametrize("command", sorted(cli.COMMANDS))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert f"sangkien {command}" in capsys.readouterr().out


def test_unknown_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--nothing-like-this") == 2


@pytest.mark.django_db
def test_check_reports_database_and_worker_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--json") == 0

    report = json.loads(capsys.readouterr().out)

    assert report["ok"] is True
    assert report["readiness"]["database"] == "ok"
    told = {m["id"] for m in report["messages"]}
    assert "sangkien.I004" in told  # no scanner is set up
    assert len(told & {"sangkien.I001", "sangkien.I002"}) == len(told) - 1 == 1  # the journal mode


@pytest.fixture
def wrong_figure() -> Iterator[None]:
    @verify.verifier("test")
    def find() -> Iterator[str]:
        yield "Đơn vị 7: ghi 12, đếm được 11."

    yield
    del verify._verifiers["test"]


@pytest.mark.django_db
def test_verify_is_quiet_about_right_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--json") == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


@pytest.mark.django_db
@pytest.mark.usefixtures("wrong_figure")
def test_verify_names_what_is_wrong_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--json") == 1

    report = json.loads(capsys.readouterr().out)

    assert report["ok"] is False
    assert report["problems"]["test"] == ["Đơn vị 7: ghi 12, đếm được 11."]
