"""Static files are there before anybody draws a page with them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from sangkien.project import assets, worker


@pytest.fixture
def empty(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


def test_the_worker_finds_the_static_files_that_its_pages_name(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def work_until_idle() -> int:
        seen.append((empty / "static" / assets.STAMP).exists())
        return 0

    monkeypatch.setattr(worker, "work_until_idle", work_until_idle)
    call_command("work", "--once", verbosity=0)

    assert seen == [True]


def test_of_two_that_start_together_one_collects(empty: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda _: assets.prepare(), range(2)))

    assert sorted(done) == [False, True]
    assert (empty / "static" / assets.STAMP).exists()
