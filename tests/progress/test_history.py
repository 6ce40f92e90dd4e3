import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from sangkien.progress import queries
from sangkien.progress.actions import history
from sangkien.progress.errors import BadSource
from sangkien.progress.models import HistoricalFigure
from sangkien.units.actions import loading
from tests.factories import NOW, SYSTEM, make_programme, make_unit

pytestmark = pytest.mark.django_db


def load() -> int:
    return history.load_history(history.read_figures())


def test_every_published_figure_has_a_source() -> None:
    figures = history.read_figures()

    assert len(figures) == 118
    assert [figure.unit_name for figure in figures if not figure.source] == []


def test_loading_twice_gives_the_same_figures() -> None:
    assert load() == load() == HistoricalFigure.objects.count() == 118


def test_figures_belong_to_the_unit_that_had_the_name_on_that_day() -> None:
    loading.load_tree(loading.read_rows(), by=SYSTEM, at=NOW)
    load()

    old = HistoricalFigure.objects.filter(unit_name="Liên đoàn Lao động tỉnh Bắc Giang")
    same = HistoricalFigure.objects.filter(unit_name="Liên đoàn Lao động tỉnh Thanh Hóa")

    assert {figure.unit.code for figure in old if figure.unit} == {"L63-24"}
    assert all(figure.unit and figure.unit.stands_on(figure.as_of) for figure in [*old, *same])


def test_home_shows_how_past_programmes_ended() -> None:
    load()

    results = [
        (r.programme, r.figure.measure, r.figure.value, r.figure.as_of)
        for r in queries.past_results()
    ]

    assert results == [
        ("1 triệu sáng kiến", "sent", 2_400_000, dt.date(2023, 8, 31)),
        ("75 nghìn sáng kiến", "sent", 290_311, dt.date(2021, 6, 15)),
        ("75 nghìn sáng kiến", "valid", 250_177, dt.date(2021, 6, 15)),
    ]


def test_national_level_has_the_figures_of_the_whole_country() -> None:
    national = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None, code="TLD")
    load()

    values = {figure.value for figure in queries.history_of(national)}

    assert {696_948, 300_000, 59, 14} <= values
    assert 600_175 not in values  # of one province


def test_figure_is_of_the_programme_with_the_same_name() -> None:
    national = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None, code="TLD")
    programme = make_programme(national, title="1 TRIỆU SÁNG KIẾN – nỗ lực vượt khó")
    figure = HistoricalFigure(programme="1 triệu sáng kiến")

    assert queries.is_of(figure, programme)
    assert not queries.is_of(HistoricalFigure(programme="75 nghìn sáng kiến"), programme)


def test_command_says_how_many() -> None:
    out = StringIO()

    call_command("load_history", "--json", stdout=out)

    assert json.loads(out.getvalue()) == {"figures": 118}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("P,U,2022-02-31,,,sent,1,,exact,,nguồn", "dòng 2"),
        ("P,U,2022-02-03,,,sent,nhiều,,exact,,nguồn", "dòng 2"),
        ("P,U,2022-02-03,,,votes,1,,exact,,nguồn", "dòng 2"),
        ("P,U,2022-02-03", "dòng 2"),
    ],
)
def test_wrong_line_is_named_and_nothing_is_lost(tmp_path: Path, line: str, problem: str) -> None:
    load()
    file = tmp_path / "figures.csv"
    file.write_text(f"{','.join(history.COLUMNS)}\n{line}\n", encoding="utf-8")

    with pytest.raises(BadSource, match=problem):
        history.read_figures(file)
    with pytest.raises(CommandError, match=problem):
        call_command("load_history", "--file", str(file))
    assert HistoricalFigure.objects.count() == 118


def test_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("ten,so\nA,1\n", encoding="utf-8")

    with pytest.raises(BadSource, match="cần các cột"):
        history.read_figures(file)
