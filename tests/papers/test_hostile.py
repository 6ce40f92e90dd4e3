"""Every template of ours prints what people typed as it stands: nothing of it is run or read."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from sangkien.papers import printing, qr, rendering
from sangkien.papers.official import (
    Chart,
    Heading,
    Items,
    Letterhead,
    NewPage,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)
from sangkien.papers.rendering import TEMPLATES

HOSTILE = '#eval("1+1") *đậm* _x_ $y$ `m` ]; #read("/etc/passwd") <b> @a =1'
LINE = "#panic(1) [a] {b} // c /* d */ \\ #import"
CODE = "https://x.vn/xac-minh/ABCD/"
QR = qr.svg(CODE)
H = HOSTILE
ISSUED = {"issued_on": [22, 11, 2026], "code": "ABCD", "address": CODE, "qr": QR}
SIGNED = {
    "parent": H,
    "unit": H,
    "label": H,
    "place": H,
    "signs_for": H,
    "signer_post": H,
    "signer_name": H,
}
MEETING = {
    "above": H,
    "unit": H,
    "council": H,
    "day": H,
    "subject": H,
    "basis": H,
    "begins": H,
    "ends": H,
    "place": H,
    "quorum": H,
    "table": H,
    "discussion": H,
    "conclusion": H,
    "secretary": H,
    "chair": H,
    "draft": True,
    "present": [H, LINE],
    "written": [{"who": H, "words": LINE}],
    "absent": [{"who": H, "words": LINE}],
    "items": [
        {"number": 1, "title": H, "summary": LINE, "conflicts": [H], "result": [LINE]},
    ],
    "elections": [{"title": H, "round": 1, "elected": [H]}],
}
COUNTED = {
    "unit": H,
    "council": H,
    "day": H,
    "subject": H,
    "way": H,
    "begins": H,
    "ends": H,
    "rule": H,
    "secretary": H,
    "chair": H,
    "draft": True,
    "round": 2,
    "is_election": False,
    "members": 5,
    "voters": 5,
    "issued": 5,
    "collected": 5,
    "valid": 5,
    "invalid": 0,
    "seats": 1,
    "tied": [H],
    "lines": [
        {
            "number": 1,
            "label": H,
            "agree": 4,
            "disagree": 1,
            "base": 5,
            "passed": True,
            "findings": [LINE],
        }
    ],
}
NUMBERED = {"title": H, "label": H}
AWARDED = {
    **SIGNED,
    **ISSUED,
    "title": H,
    "holder": H,
    "heading": H,
    "about": LINE,
    "achievement": LINE,
    "decision": H,
}
DATA: dict[str, dict[str, Any]] = {
    "activation_sheet": {
        "unit": H,
        "address": H,
        "made": H,
        "people": [{"name": H, "member": H, "code": H, "note": LINE}],
    },
    "award_diploma_1": AWARDED,
    "award_testimonial_1": AWARDED,
    "my_data": {
        "name": H,
        "at": H,
        "sections": [{"label": H, "records": [[[H, LINE]]]}, {"label": LINE, "records": []}],
    },
    "report_card": {
        "programme": H,
        "period": H,
        "unit": H,
        "as_of": H,
        "number": "696.948",
        "counted": H,
        "target": H,
        "percent": "69,7 %",
        "bar": 697,
        "pace": H,
        "is_behind": True,
        "leaders_title": H,
        "leaders": [{"rank": "1", "name": H, "number": "1", "percent": "1 %"}] * 5,
        "behind_title": H,
        "behind": [{"rank": "", "name": LINE, "number": "1", "percent": "1 %"}] * 5,
        "qr": QR,
        "scan": H,
        "base": LINE,
    },
    "weekly_poster": {
        "posters": [
            {
                "programme": H,
                "slogan": H,
                "period": H,
                "unit": H,
                "as_of": H,
                "number": "33",
                "counted": H,
                "target": H,
                "reached": H,
                "bar": 1000,
                "mark": 250,
                "mark_words": H,
                "curve": [[0, 0], [200, 300], [500, 1000]],
                "curve_words": H,
                "pace": H,
                "is_behind": False,
                "facts": H,
                "left": H,
                "latest_title": H,
                "latest": [{"title": H, "who": LINE}],
                "photos": [{"picture": QR, "title": H, "caption": LINE}] * 3,
                "none_yet": H,
                "entry_title": H,
                "entry_qr": QR,
                "entry_address": H,
                "unit_title": H,
                "unit_qr": QR,
                "unit_address": H,
            }
        ]
    },
    "poster": {
        "posters": [
            {
                "programme": H,
                "slogan": H,
                "unit": H,
                "invitation": H,
                "contact": H,
                "steps": [H, LINE, H],
                "qr": QR,
                "address": H,
                "deadline": H,
            }
        ]
    },
    "recognition_certificate_1": {
        **SIGNED,
        **ISSUED,
        "holder": H,
        "holder_unit": H,
        "initiative": H,
        "programme": H,
        "level": H,
        "authors": [[H, "60"], [LINE, "40"]],
        "decision": H,
    },
    "recognition_decision_1": {
        **SIGNED,
        **ISSUED,
        "title": H,
        "bases": [H, LINE],
        "articles": [H, LINE],
        "recipients": [H, LINE],
        "rows": [[H, LINE, H]],
        "level": H,
    },
    "agreement_1": {
        **ISSUED,
        "parent": H,
        "unit": H,
        "label": H,
        "heading": H,
        "title": H,
        "span": H,
        "amends": "",
        "grounds": [H, LINE],
        "parties": [[H, H, LINE]],
        "articles": [[H, LINE]],
        "movements": [[H, LINE, H, H]],
        "pledges": [[H, LINE, H, H, H]],
        "blocks": [[H, H, H, H, LINE]],
        "digest": H,
    },
    "official_4": {
        **ISSUED,
        "label": H,
        **printing.to_data(
            OfficialPaper(
                letterhead=Letterhead(superior=H, issuer=H, label=H, place=H),
                kind=H,
                title=LINE,
                authority=H,
                addressed_to=(H, LINE),
                grounds=(H, LINE),
                body=(
                    Heading(text=H),
                    Paragraph(lead=H, text=LINE),
                    Items(items=(H, LINE)),
                    Table(header=(H, LINE), rows=((LINE, H),), caption=H),
                    Chart(bars=((H, 3, LINE),), caption=LINE),
                    NewPage(),
                    Paragraph(text=H),
                ),
                signatures=(Signature(lines=(H, LINE), name=H, note=LINE),),
                recipients=(H, LINE),
                fingerprint=H,
            )
        ),
    },
    "official_chart": {"bars": [[H, 3, LINE], [LINE, 0, H]]},
    "council_minutes": MEETING,
    "council_counting": COUNTED,
}


def printed(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


# Earlier layouts, of papers in the world.
DATA |= dict.fromkeys(("official_1", "official_2", "official_3"), DATA["official_4"])


def test_every_template_is_here() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.typ")} == set(DATA)


@pytest.mark.parametrize("name", sorted(DATA))
def test_code_in_any_field_is_printed_and_not_run(name: str) -> None:
    found = printed(rendering.render(name, DATA[name]))

    squeezed = "".join(HOSTILE.split())
    assert squeezed.lower() in found.lower()  # some titles are set in capitals
    assert "".join(LINE.split()) in found or name == "council_minutes"
    assert "root:" not in found


def test_word_files_say_the_same_words_with_code_and_qr() -> None:
    names = [name for name in DATA if printing.has_docx(name)]
    assert len(names) == 7
    for name in names:
        made = Document(io.BytesIO(printing.docx_of(name, {**NUMBERED, **DATA[name]})))
        body = made.element.body
        found = "".join("".join(one.text or "" for one in body.iter(qn("w:t"))).split())
        for words in (HOSTILE, LINE, "ABCD", "https://x.vn/xac-minh/", "ngày22tháng11năm2026"):
            assert "".join(words.split()).lower() in found.lower(), (name, words)
        assert "Mã QR xác minh" in [one.get("descr") for one in body.iter(qn("wp:docPr"))]
        assert "BẢN" not in made.sections[0].first_page_header.paragraphs[0]._p.xml


@pytest.mark.parametrize("name", sorted(DATA))
def test_no_template_runs_or_reads_what_it_is_given(name: str) -> None:
    source = (TEMPLATES / f"{name}.typ").read_text()
    source += "".join(path.read_text() for path in (TEMPLATES / "shared").glob("*.typ"))

    for word in ("eval(", "read(", "plugin(", "include ", "link(", "cbor(", "csv(", "toml("):
        assert word not in source
    assert source.count("json(") == 1
    assert "json(bytes(sys.inputs.data))" in source
