"""No number stands on a progress page without its base and its time beside it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.core import clock
from tests.factories import make_target
from tests.progress.scenes import form, record_headcount, send_now, settle, whole
from tests.web.scene import Scene, client_of, make_scene

pytestmark = pytest.mark.django_db

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr"}
SECTIONS = {"section", "figure", "table"}
# Dates, spans of days, "24h00 ngày …", and rates "trên 100 người" are words, not figures.
WORDS = re.compile(
    r"\d{1,2}[h:]\d{2}|\d{1,2}/\d{1,2}(/\d{4})?|\(\d+ ngày\)|trên 100|60 ngày|năm \d{4}|200 %"
)
# Names hold numbers; published figures of the past carry their own day and source in each row.
NAMES = {"h1", "h2", "h3", "nav", "title", "caption", "summary"}


class Numbers(HTMLParser):
    """Every text with a digit in <main>, with the names and ids of what it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.sections: dict[int, bool] = {}  # by number: whether base and time were named
        self.found: list[tuple[str, list[int]]] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self.count += 1
        self.open.append((tag, self.count))
        if tag in SECTIONS:
            self.sections[self.count] = False
        known = dict(attrs)
        if tag == "time" and known.get("datetime"):
            for name, number in self.open:
                if name in SECTIONS:
                    self.sections[number] = True

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in VOID:
            name, _number = self.open.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        names = {name for name, _number in self.open}
        words = WORDS.sub("", data)
        if "main" in names and not names & {*NAMES, "a"} and re.search(r"\d", words):
            inside = [number for name, number in self.open if name in SECTIONS]
            self.found.append((data.strip(), inside))


def unexplained(page: str) -> Iterator[str]:
    parser = Numbers()
    parser.feed(page)
    for words, inside in parser.found:
        if not any(parser.sections[number] for number in inside):
            yield words


@pytest.fixture
def scene() -> Scene:
    made = make_scene()
    cast, period = made.cast, whole(made.programme)
    record_headcount(cast.superior, members=100, workers=120)
    make_target(period, cast.superior, 2, base=TargetBase.VALID)
    make_target(period, cast.superior, 9, origin=TargetOrigin.SELF_SET)
    make_target(period, cast.superior, "100", kind=TargetKind.COVERAGE)
    make_target(period, cast.factory, 3, base=TargetBase.SENT)
    form(cast.province, "Cụm I", [cast.superior], number=1, year=clock.today().year)
    send_now(made.programme, cast.factory, sent=12, valid=4)
    settle(clock.now())
    return made


@pytest.mark.parametrize(
    "address", ["", "BM/", "SX/", "AD/", "SX/theo-ngay/", "SX/theo-ngay/?xem=gio", "cum/{cluster}/"]
)
def test_every_number_names_its_base_and_time(client: Client, scene: Scene, address: str) -> None:
    cluster = scene.cast.province.organised_clusters.get(name="Cụm I").pk

    answer = client.get(f"/tien-do/{scene.programme.slug}/{address.format(cluster=cluster)}")

    assert answer.status_code == 200
    assert list(unexplained(answer.content.decode())) == []


def test_the_list_of_those_at_zero_does_so_too(scene: Scene) -> None:
    url = f"/tien-do/{scene.programme.slug}/BM/chua-co/"

    page = client_of(scene.cast.provincial_officer).get(url).content.decode()

    assert list(unexplained(page)) == []


def test_a_bare_number_would_be_found() -> None:
    assert list(unexplained("<main><section><p>Đã gửi 71</p></section></main>")) == ["Đã gửi 71"]
    named = '<main><section><p>71</p><time datetime="x">y</time></section></main>'
    assert list(unexplained(named)) == []
