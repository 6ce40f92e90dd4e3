"""PDFs hold what people typed as text, whatever it looks like."""

import io
import threading
import unicodedata

import pytest
from pypdf import PdfReader

from sangkien.papers import printing, rendering
from sangkien.papers.official import Letterhead, OfficialPaper

HOSTILE = '#eval("1+1") *đậm* $x$ `m` \\ "]; <b> {ma} #image("/etc/passwd")'


def sheet(*names: str) -> bytes:
    people = [
        {"name": name, "member": "DV1", "code": "47295 03186", "note": HOSTILE} for name in names
    ]
    data = {"unit": HOSTILE, "address": "https://x.vn/", "made": "22/11/2026", "people": people}
    return rendering.render("activation_sheet", data)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(pdf)).pages)


def test_sheet_says_names_and_codes_in_vietnamese() -> None:
    found = words(sheet("Nguyễn Thị Ngọc Tú", "Đặng Ỷ Lan"))

    assert "Nguyễn Thị Ngọc Tú" in found
    assert "Đặng Ỷ Lan" in found
    assert found.count("47295 03186") == 2


def test_what_looks_like_code_is_printed() -> None:
    found = words(sheet(HOSTILE))

    assert '#eval("1+1") *đậm* $x$' in found
    assert "root:" not in found


def test_twelve_slips_fill_a_page() -> None:
    assert len(PdfReader(io.BytesIO(sheet(*["An"] * 12))).pages) == 1
    assert len(PdfReader(io.BytesIO(sheet(*["An"] * 13))).pages) == 2


@pytest.mark.parametrize("name", ["../x", "x.typ", "", "X"])
def test_only_templates_of_ours_are_used(name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        rendering.render(name, {})


def test_several_may_print_at_once() -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: made.append(words(sheet(f"Người {n}"))))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {f"Người {n}" for n in range(4)} == {
        f"Người {n}" for n in range(4) for text in made if f"Người {n}" in text
    }


def test_papers_are_set_in_the_letters_that_come_along_with_every_vietnamese_sign() -> None:
    """₫ and all tones, without a sign of another typeface, whatever the machine has."""
    bases = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = unicodedata.normalize("NFC", "".join(one + tone for one in bases for tone in tones))
    paper = OfficialPaper(letterhead=Letterhead(issuer="LĐLĐ"), title=f"{letters}đĐ₫–“”…•")
    pdf = PdfReader(io.BytesIO(printing.as_pdf(paper)))

    found = {
        one.partition("+")[2]
        for page in pdf.pages
        for one in page._get_fonts()[0]  # those that are embedded
    }

    assert found
    assert all(name.startswith("LiberationSerif") for name in found), found
