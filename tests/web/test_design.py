"""The design system: components, pages, contrast, weight."""

import datetime as dt
import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from sangkien.access.actor import Actor, Scope
from sangkien.access.roles import RoleKey
from sangkien.core import periods
from sangkien.web.design import samples
from sangkien.web.design.forms import SampleForm
from sangkien.web.shared import fonts
from sangkien.web.shared.navigation import Navigation
from sangkien.web.shared.rows import PhaseStep
from sangkien.web.shared.templatetags import ui
from tests.web.rendering import draw, plain

FIRST_LOAD_BYTES = 60_000
STYLES = ("base", "components")


# Components


def test_badge_knows_every_state_and_no_other() -> None:
    shown = {state: plain(ui.badge(state)) for state in samples.context()["states"]}

    assert shown == {
        "draft": "Bản nháp",
        "submitted": "Đã gửi, chờ xác nhận",
        "returned": "Trả lại để bổ sung",
        "confirmed": "Hợp lệ",
        "recognised": "Được công nhận",
        "rejected": "Không hợp lệ",
        "withdrawn": "Đã rút",
    }
    with pytest.raises(ValueError, match="approved"):
        ui.badge("approved")


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (dt.datetime(2022, 5, 12, 23, 59, 59, tzinfo=periods.VIETNAM), "Sắp tới"),
        (dt.datetime(2022, 5, 13, tzinfo=periods.VIETNAM), "Đang diễn ra"),
        (dt.datetime(2022, 5, 31, 23, 59, 59, tzinfo=periods.VIETNAM), "Đang diễn ra"),
        (dt.datetime(2022, 6, 1, tzinfo=periods.VIETNAM), "Đã kết thúc"),
    ],
)
def test_phase_is_open_until_its_last_midnight(at: dt.datetime, state: str) -> None:
    phase = PhaseStep(
        name="19 ngày cao điểm",
        opens_at=periods.start_of(dt.date(2022, 5, 13)),
        closes_at=periods.end_of(dt.date(2022, 5, 31)),
    )

    shown = plain(draw("{% phasebar phases at=moment %}", phases=[phase], moment=at))

    assert shown == f"{state} 19 ngày cao điểm từ 13/05/2022 đến 24h00 ngày 31/05/2022"


def test_text_of_users_is_shown_and_never_run() -> None:
    hostile = '"><script>alert(1)</script>'

    for source in (
        "{% card text %}{{ text }}{% endcard %}",
        '{% callout "warn" text %}{{ text }}{% endcallout %}',
        "{% fact text %}{{ text }}{% endfact %}",
        "{% cell text %}{{ text }}{% endcell %}",
        "{% disclosure text %}{{ text }}{% enddisclosure %}",
        "{% bulkbox text text %}",
        "{% button text %}{% button text href=text %}",
        "{% searchbox text label=text value=text hint=text %}",
        "{% empty text text href=text label=text %}",
        "{% pager newer=text older=text %}",
        "{% navlink text text %}",
        "{% steps 1 2 text %}",
        '{% meter 1 2 base=text as_of=at label=text %}{% figure text text base="x" as_of=at %}',
    ):
        assert "<script" not in draw(source, text=hostile), source


def test_error_summary_leads_to_every_field() -> None:
    form = SampleForm({"title": "", "field": "", "kind": ""})
    form.add_error(None, "Giai đoạn 1 đã đóng.")

    page = draw("{% errorsummary form %}{% field form.title %}{% field form.kind %}", form=form)

    assert "Có 4 chỗ cần sửa" in page
    for anchor in ("id_title", "id_kind_0"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
    assert "<li>Giai đoạn 1 đã đóng.</li>" in page
    assert plain(draw("{% errorsummary form %}", form=SampleForm())) == ""


def test_field_ties_help_and_error_to_its_control() -> None:
    page = draw("{% field form.title counter=True %}", form=SampleForm({"title": ""}))

    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'id="id_title_helptext"' in page
    assert 'id="id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'data-counter="150"' in page
    assert "maxlength" not in page
    assert "(không bắt buộc)" not in page
    assert "(không bắt buộc)" in draw("{% field form.effect %}", form=SampleForm())


def test_button_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="kind"):
        ui.button("Gửi", kind="big")
    with pytest.raises(TypeError, match="onclick"):
        ui.button("Gửi", onclick="x()")


# Pages


class Tags(HTMLParser):
    """Collects ids and everything that the content security policy forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.forbidden: list[str] = []
        self._script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.ids += [names["id"] or ""] if "id" in names else []
        self.forbidden += [
            f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")
        ]
        self.forbidden += [f"<{tag}>"] if tag == "style" else []
        self._script = tag == "script"

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.forbidden.append(data)
        self._script = False


def test_design_page_is_public_and_the_same_for_everybody(client: Client) -> None:
    response = client.get(reverse("design:index"))

    assert response.status_code == 200
    assert response.cookies == {}
    assert "public" in response["Cache-Control"]
    assert b"csrfmiddlewaretoken" not in response.content


def test_design_page_shows_every_component(client: Client) -> None:
    page = client.get(reverse("design:index")).content.decode()
    codes = "".join(re.findall(r"<pre.*?</pre>", page, flags=re.DOTALL))

    layout = {"navlink"}  # stands in the layouts only
    nothing_to_show = {"hiddenfields"}
    for tag in set(ui.register.tags) - layout - nothing_to_show:
        assert f"{{% {tag}" in codes, tag


def test_design_page_obeys_the_strict_policy(client: Client) -> None:
    tags = Tags(client.get(reverse("design:index")).content.decode())

    assert tags.forbidden == []
    assert sorted(tags.ids) == sorted(set(tags.ids))


@pytest.mark.parametrize("name", ["500", "503"])
def test_last_error_pages_need_nothing(name: str) -> None:
    page = render_to_string(f"shared/errors/{name}.html")

    assert "Về trang chủ" in page
    assert Tags(page).forbidden == []


@pytest.mark.parametrize("name", ["400", "403", "404", "405", "409", "422", "csrf"])
def test_error_pages_show_their_message(name: str) -> None:
    context = {"status": 404, "title": "Không tìm thấy", "message": "<b>Mời</b> tìm lại."}

    page = render_to_string(f"shared/errors/{name}.html", context)

    assert Tags(page).forbidden == []
    assert "<b>Mời" not in page
    assert 'href="/"' in page


def work_page(*roles: RoleKey) -> str:
    request = RequestFactory().get("/viec-cua-toi/")
    scopes = tuple(Scope(role=role, unit_id=1, path="0001") for role in roles)
    request.actor = Actor(user_id=1, name="Trần Thị Hạnh", scopes=scopes)  # type: ignore[attr-defined] # by our middleware
    context = {"nav": Navigation(request)}  # type: ignore[arg-type] # see above
    return render_to_string("shared/work.html", context, request=request)


def test_navigation_shows_the_queue_only_to_those_who_review() -> None:
    queue = reverse("initiatives:queue")

    assert f'href="{queue}"' in work_page(RoleKey.GRASSROOTS_OFFICER)
    assert f'href="{queue}"' not in work_page(RoleKey.AUTHOR)


def test_navigation_offers_no_registration_to_auditors() -> None:
    start = reverse("initiatives:start")

    assert f'href="{start}"' in work_page(RoleKey.AUTHOR)
    assert f'href="{start}"' not in work_page(RoleKey.AUDITOR)


def test_sign_out_is_a_form_with_a_token() -> None:
    page = work_page(RoleKey.AUTHOR)

    assert "Trần Thị Hạnh" in page
    assert re.search(
        rf'<form action="{reverse("accounts:logout")}" method="post" data-leaves[^>]*><input type="hidden" name="csrf',
        page,
    )
    assert Tags(page).forbidden == []


# Sheet and typeface


def sheet(name: str) -> str:
    found = finders.find(f"css/{name}.css")
    assert found
    return Path(found).read_text(encoding="utf-8")


def colours() -> dict[str, tuple[str, str]]:
    """Every pair light-dark(a, b) of the sheet."""
    return {
        name: (light, dark)
        for name, light, dark in re.findall(
            r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", sheet("base")
        )
    }


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *[
            (front, back, 4.5)
            for front in ("ink", "muted", "link")
            for back in ("paper", "surface", "sunken")
        ],
        *[
            (f"{tone}-ink", f"{tone}-ground", 4.5)
            for tone in ("info", "success", "warn", "danger", "honour")
        ],
        ("red", "paper", 4.5),
        ("red", "surface", 4.5),
        ("on-action", "action", 4.5),
        ("on-action", "action-hover", 4.5),
        ("on-danger", "danger", 4.5),
        ("on-danger", "danger-hover", 4.5),
        ("danger-ink", "surface", 4.5),
        ("danger-ink", "paper", 4.5),
        ("edge", "paper", 3),
        ("edge", "surface", 3),
        ("focus", "paper", 3),
        ("focus", "surface", 3),
        ("bar", "bar-track", 3),
        ("bar-reached", "surface", 3),
    ],
)
def test_colours_keep_their_contrast(front: str, back: str, least: float, theme: int) -> None:
    pairs = colours()

    assert contrast(pairs[front][theme], pairs[back][theme]) >= least


def test_browsers_without_light_dark_get_the_same_light_colours() -> None:
    plain_values = sheet("base").split("@supports")[0]
    fallback = dict(re.findall(r"--([a-z-]+): (#\w+);", plain_values))

    assert {name: fallback[name] for name in colours()} == {
        name: light for name, (light, _) in colours().items()
    }


def test_fonts_are_small_complete_and_built_once(tmp_path: Path) -> None:
    fonts.build(tmp_path)
    first = {path: path.stat().st_mtime_ns for path in fonts.outputs(tmp_path)}
    fonts.build(tmp_path)

    assert {path: path.stat().st_mtime_ns for path in fonts.outputs(tmp_path)} == first
    assert all(path.stat().st_size < 12_000 for path in first if path.suffix == ".woff2")
    assert "SIL OPEN FONT LICENSE" in (tmp_path / fonts.LICENCE).read_text(encoding="utf-8").upper()


def test_fonts_draw_every_vietnamese_letter_and_tabular_figures(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import, used by this test only

    fonts.build(tmp_path)

    for path in fonts.outputs(tmp_path):
        if path.suffix != ".woff2":
            continue
        font = TTFont(path)
        assert set(map(ord, fonts.CHARACTERS)) <= set(font.getBestCmap())
        swap = font["GSUB"].table.LookupList.Lookup[0].SubTable[0].mapping
        assert len({font["hmtx"][glyph][0] for glyph in swap.values()}) == 1


def test_first_load_of_a_public_page_stays_in_its_budget(client: Client, tmp_path: Path) -> None:
    fonts.build(tmp_path)
    page = client.get(reverse("design:index")).content.decode()
    shell = re.sub(r"<main.*</main>", "", page, flags=re.DOTALL).encode()
    files = [*(sheet(name).encode() for name in (*STYLES, "print")), shell]
    others = ("js/display.js", "img/mark.svg", "img/rays.svg", "img/chevron.svg")
    files += [Path(str(finders.find(name))).read_bytes() for name in others]

    compressed = sum(len(gzip.compress(data)) for data in files)
    typeface = sum(
        path.stat().st_size for path in fonts.outputs(tmp_path) if path.suffix == ".woff2"
    )

    assert sum(len(gzip.compress(sheet(name).encode())) for name in STYLES) < 10_000
    # What is left is for the words and figures of the page itself.
    assert compressed + typeface < FIRST_LOAD_BYTES * 0.6
