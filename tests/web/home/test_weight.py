"""What a phone on a slow network has to fetch before the home page is whole."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from sangkien.accounts.actions.people import publish_name
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.progress.actions import history
from sangkien.web.shared import fonts
from tests.factories import make_target, make_unit
from tests.progress.scenes import form, send_now, settle, whole
from tests.web.scene import Scene, by_now, make_scene

pytestmark = pytest.mark.django_db

MOST_BYTES = 60_000
COMPRESSED_ALREADY = {".woff2"}


@pytest.fixture
def full_home(client: Client) -> bytes:
    """The home page with everything on it: clusters, ten units, eight initiatives, the past."""
    fonts.build(Path(settings.DATA_DIR) / "fonts")
    scene = make_scene()
    province, year = scene.cast.province, clock.today().year
    make_target(whole(scene.programme), province, 1_000)
    for number in range(12):
        superior = make_unit(f"LĐLĐ huyện số {number}", level="cap-tren", parent=province)
        union = make_unit(f"CĐCS Công ty số {number}", level="co-so", parent=superior)
        form(province, f"Cụm thi đua số {number}", [superior], number=number, year=year)
        make_target(whole(scene.programme), superior, 20)
        send_now(scene.programme, union, sent=2, valid=1)
    _confirm(scene)
    history.load_history(history.read_figures())
    settle(clock.now())
    return bytes(client.get("/").content)


def _confirm(scene: Scene) -> None:
    publish_name(scene.cast.author, by=by_now(scene.cast.author), at=clock.now())
    initiative = scene.sent(title="Cải tiến đồ gá hàn khung thép tại phân xưởng số hai")
    confirmation.confirm(initiative, by=by_now(scene.cast.officer), at=clock.now())


def fetched(page: str) -> list[str]:
    """Names of the static files that a browser fetches for a page on a screen."""
    tags = re.findall(r"<(?:link|script|img)\b[^>]*>", page)
    names = [
        name
        for tag in tags
        if 'media="print"' not in tag
        for name in re.findall(r'(?:href|src)="/static/([^"?]+)', tag)
    ]
    styles = [name for name in names if name.endswith(".css")]
    inside = [
        Path("css", url).as_posix()
        for style in styles
        for url in re.findall(r'url\("(\.\./[^"]+)"\)', _bytes(style).decode())
    ]
    return sorted({_normal(name) for name in (*names, *inside)})


def _normal(name: str) -> str:
    return re.sub(r"^css/\.\./", "", name)


def _bytes(name: str) -> bytes:
    path = finders.find(name)
    assert path, name
    return Path(path).read_bytes()


def weight(name: str) -> int:
    content = _bytes(name)
    return (
        len(content) if Path(name).suffix in COMPRESSED_ALREADY else len(brotli.compress(content))
    )


def test_first_load_of_the_home_page_is_light(full_home: bytes) -> None:
    files = {name: weight(name) for name in fetched(full_home.decode())}
    html = len(gzip.compress(full_home, compresslevel=6))

    assert {"css/base.css", "fonts/be-vietnam-pro-400.woff2"} <= files.keys()
    assert html + sum(files.values()) <= MOST_BYTES, {"/": html, **files}
