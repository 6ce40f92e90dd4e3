"""An edition signed with certificates: what comes back is what was given out, signed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from pytest_django import Settings

from sangkien.access.proof import ProofNeeded
from sangkien.agreements import files
from sangkien.agreements.actions import certifying
from sangkien.agreements.enums import SigningMethod
from sangkien.agreements.errors import ChangedSince, Tampered, WrongStep
from sangkien.agreements.models import Agreement, Edition, Signature
from sangkien.agreements.verifying import check_agreements
from sangkien.core.errors import NotAllowed
from sangkien.files.errors import RefusedFile
from sangkien.journal.models import Entry
from sangkien.papers import certificates, printing
from sangkien.papers.errors import NotSignedSo
from tests.agreements.pacts import (
    between_levels,
    current,
    draft,
    party,
    proven,
    say,
    seat,
    send,
    settled,
    sign,
)
from tests.factories import NOW, Cast, actor, make_cast

pytest.importorskip("pyhanko")

from tests.papers import signing as tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def row(cast: Cast) -> Agreement:
    return settled(between_levels(cast), cast)


def given(row: Agreement, *, template: str = printing.TEMPLATE) -> bytes:
    found = Agreement.objects.select_related("unit__parent").get(pk=row.pk)
    return files.to_sign(found, current(row), template=template)


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("giao-uoc-da-ky.pdf", content, content_type="application/pdf")


def bring(row: Agreement, place: int, user: Any, content: bytes, **changes: Any) -> Edition:
    values = {"seen": current(row).digest, "by": proven(user), "at": NOW, **changes}
    return certifying.sign_with_certificate(row, party(row, place), upload(content), **values)


def test_both_parties_sign_with_their_certificates(
    cast: Cast, row: Agreement, settings: Settings, tmp_path: Any
) -> None:
    settings.SIGNING_ROOTS = tokens.root().root_file(tmp_path)
    first = tokens.token("Trần Thị Trên").sign(given(row), "BEN_1")
    bring(row, 1, cast.superior_officer, first)
    second = tokens.token("Lê Văn Dưới").sign(first, "BEN_2")
    bring(row, 2, cast.officer, second)

    row.refresh_from_db()
    assert row.is_in_force
    one, two = Signature.objects.order_by("pk")
    assert one.method == two.method == SigningMethod.CERTIFICATE
    assert one.certificate is not None
    assert "Trần Thị Trên" in one.certificate["subject"]
    assert one.certificate["is_trusted"]
    assert one.fingerprint != two.fingerprint
    assert two.file is not None
    event = Entry.objects.filter(name="agreement.signed").latest("pk").payload
    assert event["certificate"] == two.fingerprint
    assert event["file"] == two.file.sha256
    assert list(check_agreements()) == []


def test_a_chain_that_is_not_known_is_said(cast: Cast, row: Agreement) -> None:
    earlier = given(row, template="official_2")  # fetched before papers had another layout
    assert earlier != given(row)
    bring(row, 2, cast.officer, tokens.token("Lê Văn Dưới").sign(earlier, "BEN_2"))

    signature = Signature.objects.get()
    assert signature.certificate is not None
    assert not signature.certificate["is_trusted"]


def test_certificates_and_the_program_sign_the_same_agreement(cast: Cast, row: Agreement) -> None:
    sign(row, 1, cast.superior_officer)
    bring(row, 2, cast.officer, tokens.token("Lê Văn Dưới").sign(given(row), "BEN_2"))

    row.refresh_from_db()
    assert row.is_in_force


def test_a_certificate_signs_for_one_party(cast: Cast, row: Agreement) -> None:
    token = tokens.token("Trần Thị Trên")
    first = token.sign(given(row), "BEN_1")
    bring(row, 1, cast.superior_officer, first)

    for content in (first, token.sign(first, "BEN_2"), token.sign(given(row), "BEN_2")):
        with pytest.raises(NotSignedSo, match="bên khác"):
            bring(row, 2, cast.officer, content)


def test_the_field_of_another_party_does_not_count(cast: Cast, row: Agreement) -> None:
    signed = tokens.token("Lê Văn Dưới").sign(given(row), "BEN_1")

    with pytest.raises(NotSignedSo, match="ô của bên khác"):
        bring(row, 2, cast.officer, signed)


def test_nobody_leaves_a_signature_in_the_room_of_another_party(cast: Cast, row: Agreement) -> None:
    planted = tokens.token("Trần Thị Trên").sign(given(row), "BEN_1")
    both = tokens.token("Lê Văn Dưới").sign(planted, "BEN_2")

    with pytest.raises(NotSignedSo, match="nhiều chữ ký"):
        bring(row, 2, cast.officer, both)
    assert not Signature.objects.exists()


def test_a_file_of_another_edition_is_refused(cast: Cast, row: Agreement) -> None:
    other = settled(between_levels(cast), cast)
    signed = tokens.token("Lê Văn Dưới").sign(given(other), "BEN_2")

    with pytest.raises(NotSignedSo, match="không phải bản để ký"):
        bring(row, 2, cast.officer, signed)
    with pytest.raises(NotSignedSo):
        bring(row, 2, cast.officer, given(row))
    with pytest.raises(RefusedFile):
        bring(row, 2, cast.officer, b"MZ not a paper")
    assert not Signature.objects.exists()


def test_who_may_not_and_what_changed(cast: Cast, row: Agreement) -> None:
    signed = tokens.token("Lê Văn Dưới").sign(given(row), "BEN_2")

    for stranger in (cast.superior_officer, cast.sister_officer, cast.author):
        with pytest.raises(NotAllowed):
            bring(row, 2, stranger, signed)
    with pytest.raises(ProofNeeded):
        bring(row, 2, cast.officer, signed, by=actor(cast.officer))
    with pytest.raises(ChangedSince):
        bring(row, 2, cast.officer, signed, seen="0" * 64)
    edition = current(row)
    edition.content["pledges"][0]["value"] = "1"
    Edition.objects.filter(pk=edition.pk).update(content=edition.content)
    with pytest.raises(Tampered):
        bring(row, 2, cast.officer, signed)


def test_before_all_agreed_nobody_signs(cast: Cast) -> None:
    row = between_levels(cast)
    send(row, cast.superior_officer)

    with pytest.raises(WrongStep):
        bring(row, 2, cast.officer, tokens.token("Lê Văn Dưới").sign(given(row), "BEN_2"))


def test_sent_twice_it_is_one_signature(cast: Cast, row: Agreement) -> None:
    signed = tokens.token("Lê Văn Dưới").sign(given(row), "BEN_2")
    for _turn in range(2):
        bring(row, 2, cast.officer, signed)

    assert Signature.objects.count() == 1
    assert Entry.objects.filter(name="agreement.signed").count() == 1


def test_the_drafter_brings_what_the_employer_signed(cast: Cast) -> None:
    employer = seat(None, "Công ty TNHH May Ánh Dương", post="Giám đốc")
    row = draft(cast.factory, cast.officer, seat(cast.factory), employer)
    send(row, cast.officer)
    say(row, 2, cast.officer, words="Giám đốc đồng ý.")

    bring(row, 2, cast.officer, tokens.token("Phạm Giám Đốc").sign(given(row), "ChuKy1"))

    assert Signature.objects.get().party.place == 2


def test_verify_names_another_certificate(cast: Cast, row: Agreement) -> None:
    bring(row, 2, cast.officer, tokens.token("Lê Văn Dưới").sign(given(row), "BEN_2"))
    signature = Signature.objects.get()
    signature.certificate = {**(signature.certificate or {}), "fingerprint": "0" * 64}
    signature.save()

    assert len(list(check_agreements())) == 1


def test_the_database_keeps_certificates_with_their_method(cast: Cast, row: Agreement) -> None:
    sign(row, 1, cast.superior_officer)
    for changes in (
        {"certificate": {"fingerprint": "x"}},
        {"method": SigningMethod.CERTIFICATE},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Signature.objects.update(**changes)


def test_without_the_package_it_is_refused_with_a_sentence(
    cast: Cast, row: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = tokens.token("Lê Văn Dưới").sign(given(row), "BEN_2")
    monkeypatch.setattr(certificates, "is_available", lambda: False)

    with pytest.raises(NotSignedSo, match="chưa kiểm tra được chữ ký số"):
        bring(row, 2, cast.officer, signed)
    assert given(row).startswith(b"%PDF")
