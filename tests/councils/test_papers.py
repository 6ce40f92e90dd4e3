"""Minutes and counting records, once they are approved."""

import hashlib

import pytest

from sangkien.core.bus import load
from sangkien.councils.actions import minutes
from sangkien.councils.enums import PaperKind
from sangkien.councils.events import MinutesApproved
from sangkien.councils.models import SessionPaper
from sangkien.councils.queries import papers as contents_of
from sangkien.journal.models import Entry
from sangkien.papers import rendering
from tests.councils.scene import Body, make_body
from tests.councils.test_sessions import finished
from tests.papers.test_official import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_body()


def test_approving_keeps_hashes_that_rendering_again_gives(body: Body) -> None:
    session = finished(body)
    papers = list(SessionPaper.objects.filter(session=session))
    entry = Entry.objects.get(name=MinutesApproved.name)

    event = load(entry.name, entry.payload)

    assert isinstance(event, MinutesApproved)
    assert (event.factor, event.proven_at, len(papers)) == ("password", body.at, 2)
    for paper in papers:
        assert hashlib.sha256(minutes.rendered(paper)).hexdigest() == paper.digest
        assert paper.digest in event.digests.values()
        assert paper.paper is not None
        assert paper.paper.signer_name == session.council.seats.get(post="chair").user.full_name
        said = words_of(minutes.as_docx(paper))
        for words in (f"Số:{paper.paper.label}", "HỘIĐỒNG", paper.paper.reference):
            assert words in said
    assert [one.paper.label for one in papers if one.paper] == ["01/BB-HĐSK", "01/BBKP-HĐSK"]


def test_what_was_approved_before_papers_were_issued_opens_as_it_was(body: Body) -> None:
    session = finished(body)
    contents = {
        "minutes": contents_of.minutes(session),
        "counting": contents_of.counting(session.ballots.get()),
    }
    for paper in SessionPaper.objects.filter(session=session):
        data = {**contents[paper.kind], "draft": False, "above": "Tên cũ", "day": "Ngày"}
        pdf = rendering.render(minutes.TEMPLATES[PaperKind(paper.kind)], data)
        paper.paper, paper.data, paper.digest = None, data, hashlib.sha256(pdf).hexdigest()
        paper.save()

        assert minutes.rendered(paper) == pdf
        assert "BIÊNBẢN" in words_of(minutes.as_docx(paper))
        assert "Mãxácminh" not in words_of(minutes.as_docx(paper))
