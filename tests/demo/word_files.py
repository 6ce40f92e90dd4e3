"""Papers that were issued in the sample, as Word files."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from sangkien.papers import queries
from sangkien.papers.models import IssuedPaper

HEAD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


class WordFiles:
    """Of the tests of the sample, those of its papers."""

    def test_every_kind_of_issued_paper_comes_for_word_too(self) -> None:
        found = lacking()

        assert {"council_minutes", "council_counting", "recognition_decision"} < set(found)
        assert not any(found.values()), found


def lacking() -> dict[str, list[str]]:
    """By kind what the Word file of its first paper does not say."""
    first: dict[str, IssuedPaper] = {}
    for paper in IssuedPaper.objects.filter(forgotten_at=None).order_by("-pk"):
        first[paper.kind] = paper
    return {kind: _lacking(paper) for kind, paper in first.items()}


def _lacking(paper: IssuedPaper) -> list[str]:
    body = Document(BytesIO(queries.docx_of(paper))).element.body
    said = "".join("".join(one.text or "" for one in body.iter(qn("w:t"))).split())
    wanted = (*HEAD, paper.label, paper.reference, paper.signer_name)
    return [words for words in wanted if "".join(words.split()) not in said]
