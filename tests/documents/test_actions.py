"""Who writes, who signs, what stands for ever."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from sangkien.access.proof import ProofNeeded
from sangkien.access.roles import RoleKey
from sangkien.core import verify
from sangkien.core.errors import NotAllowed
from sangkien.documents import figures
from sangkien.documents.actions import signing, writing
from sangkien.documents.errors import SecondPersonNeeded, WrittenMeanwhile
from sangkien.documents.models import Document
from sangkien.documents.writing import official_paper
from sangkien.papers import printing
from sangkien.papers.models import IssuedPaper, NumberSeries
from sangkien.progress.actions import breaking_down
from tests.documents.scenes import begin, plain, rewrite, submit
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_officer,
    make_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def waiting(cast: Cast) -> Document:
    """Begun by one officer of the superior union, changed by another."""
    row = plain(cast.superior, cast.superior_officer, at=NOW)
    other = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp")
    row = rewrite(row, other, at=NOW)
    return submit(row, cast.superior_officer, at=NOW)


@pytest.mark.postgres
def test_nobody_signs_what_they_wrote_and_a_signature_is_one(cast: Cast) -> None:
    row = waiting(cast)
    for user_id in row.editors:
        by = replace(actor(cast.superior_officer), user_id=user_id, proven_at=NOW)
        with pytest.raises(SecondPersonNeeded):
            signing.issue(row, seen=row.version, by=by, at=NOW)
    signer = actor(cast.provincial_officer)
    with pytest.raises(ProofNeeded):
        signing.issue(row, seen=row.version, by=signer, at=NOW)
    proven = replace(signer, proven_at=NOW)
    with pytest.raises(WrittenMeanwhile):
        signing.issue(row, seen=row.version - 1, by=proven, at=NOW)
    stranger = replace(actor(cast.officer), proven_at=NOW)
    with pytest.raises(NotAllowed):
        signing.issue(row, seen=row.version, by=stranger, at=NOW)

    issued = signing.issue(row, seen=row.version, by=proven, at=NOW)
    again = signing.issue(row, seen=row.version, by=proven, at=NOW)
    assert issued.paper_id == again.paper_id
    assert IssuedPaper.objects.count() == NumberSeries.objects.get().last == 1


def test_what_was_issued_never_changes_and_verify_names_who_tried(cast: Cast) -> None:
    row = waiting(cast)
    proven = replace(actor(cast.provincial_officer), proven_at=NOW)
    row = signing.issue(row, seen=row.version, by=proven, at=NOW)
    writer = actor(cast.superior_officer)
    with pytest.raises(WrittenMeanwhile):
        writing.write(row, row.content, seen=row.version, by=writer, at=NOW)
    with pytest.raises(WrittenMeanwhile):
        writing.renew(row, seen=row.version, by=writer, at=NOW)
    with pytest.raises(WrittenMeanwhile):
        writing.drop(row, by=writer, at=NOW)
    assert _found() == []

    content = {**row.content, "signer_name": "Người Khác"}
    Document.objects.filter(pk=row.pk).update(content=content)
    assert _found() == [f"Văn bản {row.pk} số 01/CV-LĐLĐ: không khớp với lúc ban hành."]


def _found() -> list[str]:
    return list(verify.registered()["documents"]())


def test_a_report_has_one_moment_and_its_parts_make_up_its_total(cast: Cast) -> None:
    """The worker counted parts before the last initiative came, and the journal was not sealed since."""
    programme = make_programme(cast.province)
    breaking_down.begin(NOW)
    make_initiative(programme, cast.factory, cast.author)
    at = NOW + dt.timedelta(minutes=3)
    row = begin(
        cast.superior, cast.superior_officer, period=programme.periods.get(kind="whole"), at=at
    )
    said = figures.read(row.figures)
    assert row.snapshot is not None
    assert said.parts_at == row.snapshot.as_of
    assert [sum(counts) for counts in zip(*(one[1:] for one in said.fields), strict=True)] == [1, 0]
    paper = json.dumps(printing.to_data(official_paper(row, is_draft=True)), ensure_ascii=False)
    assert len(set(re.findall(r"tính đến (\d\dh\d\d)", paper))) == 1


def test_two_who_write_at_once_do_not_lose_each_others_words(cast: Cast) -> None:
    row = plain(cast.superior, cast.superior_officer, at=NOW)
    first = rewrite(row, cast.superior_officer, at=NOW, place="Bình Minh")
    with pytest.raises(WrittenMeanwhile):
        rewrite(row, cast.superior_officer, at=NOW, place="Núi Đỏ")
    assert Document.objects.get().content["place"] == "Bình Minh"
    assert first.version == 2
    above = actor(cast.provincial_officer)
    with pytest.raises(NotAllowed):
        writing.write(first, first.content, seen=2, by=above, at=NOW)
