"""Papers of plans, extensions and base documents as files; other days of a running phase."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sangkien.access.roles import RoleKey
from sangkien.core import clock, periods
from sangkien.files.actions.storing import remove_unheld
from sangkien.files.models import StoredFile
from sangkien.journal.models import Entry
from sangkien.programmes.models import BaseDocument, Extension, LocalPlan, Period, WindowChange
from tests.architecture.designing import put_off
from tests.factories import make_member, make_officer
from tests.files.samples import SCRIPT, paper, photo_with_place, picture
from tests.web.scene import Scene, client_of, make_scene, text_of

REFUSED, GONE = 422, 404
MONTH = dt.timedelta(days=30)


def scan(content: bytes | None = None, name: str = "quyết định.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, paper() if content is None else content)


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


@pytest.fixture
def base(scene: Scene) -> str:
    return f"/chuong-trinh/{scene.programme.slug}/"


@pytest.fixture
def phase(scene: Scene) -> Period:
    return scene.programme.periods.get(kind="phase")


@pytest.fixture
def superior(scene: Scene) -> Client:
    return client_of(scene.cast.superior_officer)


@pytest.fixture
def provincial(scene: Scene) -> Client:
    return client_of(scene.cast.provincial_officer)


def plan_of(scene: Scene, phase: Period, **changes: Any) -> dict[str, Any]:
    return {
        "unit": scene.cast.superior.pk,
        "phase": phase.pk,
        "number": "07/KH-CĐ",
        "issued_on": "01/02/2026",
        "title": "Kế hoạch hưởng ứng",
        **changes,
    }


# Plans


def test_the_paper_of_a_plan_is_read_in_its_branch_and_nowhere_else(
    scene: Scene, phase: Period, base: str, superior: Client
) -> None:
    superior.post(f"{base}ke-hoach/moi/", plan_of(scene, phase, file=scan()))
    plan = LocalPlan.objects.get()
    address = f"{base}ke-hoach/{plan.pk}/van-ban/"
    cast = scene.cast

    assert address in superior.get(f"{base}ke-hoach/").content.decode()
    readers = (cast.superior_officer, cast.provincial_officer, cast.officer, cast.author)
    assert [client_of(one).get(address).status_code for one in readers] == [200] * 4
    far = make_officer(cast.far_factory, RoleKey.GRASSROOTS_OFFICER)
    outside = (far, make_member(cast.far_factory))
    assert [client_of(one).get(address).status_code for one in outside] == [GONE, GONE]
    assert Client().get(address).status_code == 302
    got = superior.get(address)
    assert got["Content-Disposition"].startswith("attachment")
    assert got["Content-Type"] == "application/pdf"


def test_a_file_stays_although_the_plan_is_refused(
    scene: Scene, phase: Period, base: str, superior: Client
) -> None:
    refused = superior.post(f"{base}ke-hoach/moi/", plan_of(scene, phase, title="", file=scan()))
    kept = StoredFile.objects.get()
    assert refused.status_code == REFUSED
    assert "Đã có tệp: quyết định.pdf" in text_of(refused)
    assert f'name="paper" value="{kept.pk}"' in refused.content.decode()

    superior.post(f"{base}ke-hoach/moi/", plan_of(scene, phase, paper=kept.pk))

    assert LocalPlan.objects.get().file == kept
    assert remove_unheld(clock.now() + MONTH) == 0


@pytest.mark.parametrize(
    "content", [b"", SCRIPT, paper(b"x" * (10 * 1024 * 1024)), picture("WEBP")]
)
def test_other_files_are_refused_and_nothing_is_kept(
    scene: Scene, phase: Period, base: str, superior: Client, content: bytes
) -> None:
    refused = superior.post(f"{base}ke-hoach/moi/", plan_of(scene, phase, file=scan(content)))

    assert refused.status_code == REFUSED
    assert not StoredFile.objects.exists()
    assert not LocalPlan.objects.exists()
    assert "07/KH-CĐ" in refused.content.decode()


@pytest.mark.parametrize("typed", ["999999", "9" * 40, "x", "-1"])
def test_a_file_of_somebody_else_is_not_taken(
    scene: Scene, phase: Period, base: str, superior: Client, typed: str
) -> None:
    superior.post(f"{base}ke-hoach/moi/", plan_of(scene, phase, title="", file=scan()))
    theirs = StoredFile.objects.get()
    StoredFile.objects.update(uploaded_by=scene.cast.provincial_officer)
    for pk in (typed, str(theirs.pk)):
        superior.post(f"{base}ke-hoach/moi/", plan_of(scene, phase, paper=pk))
        assert LocalPlan.objects.get().file_id is None


def test_a_photo_of_the_paper_loses_where_it_was_taken(
    scene: Scene, phase: Period, base: str, superior: Client
) -> None:
    upload = scan(photo_with_place(), "trang.jpg")
    superior.post(f"{base}ke-hoach/moi/", plan_of(scene, phase, file=upload))
    address = f"{base}ke-hoach/{LocalPlan.objects.get().pk}/van-ban/"
    got = superior.get(address)
    assert b"Nguyen Van An" not in b"".join(got.streaming_content)  # type: ignore[attr-defined]


def test_editing_a_plan_keeps_its_paper_or_takes_another_one(
    scene: Scene, phase: Period, base: str, superior: Client
) -> None:
    superior.post(f"{base}ke-hoach/moi/", plan_of(scene, phase, file=scan()))
    plan = LocalPlan.objects.get()
    address = f"{base}ke-hoach/{plan.pk}/"
    shown = superior.get(address).content.decode()
    assert f'name="paper" value="{plan.file_id}"' in shown

    other = make_officer(scene.cast.superior, RoleKey.SUPERIOR_OFFICER, "Người khác")
    client_of(other).post(address, plan_of(scene, phase, title="Sửa", paper=plan.file_id))
    assert LocalPlan.objects.get().file_id == plan.file_id
    superior.post(address, plan_of(scene, phase, paper=plan.file_id, file=scan(paper(b"2"))))
    assert LocalPlan.objects.get().file_id not in {None, plan.file_id}
    assert Entry.objects.filter(name="programme.local_plan_set").count() == 3


# Extensions


def test_the_paper_of_an_extension_is_kept_from_look_to_signature_and_public(
    phase: Period, base: str, provincial: Client
) -> None:
    address = f"{base}giai-doan/{phase.number}/gia-han/"
    look = provincial.post(address, {**put_off(phase), "intent": "look", "file": scan()})
    kept = StoredFile.objects.get()
    assert "Đã có tệp: quyết định.pdf" in text_of(look)

    provincial.post(address, {**put_off(phase), "paper": kept.pk})

    extension = Extension.objects.get()
    assert extension.file == kept
    shown = f"{base}gia-han/{extension.pk}/"
    assert shown in Client().get(base).content.decode()
    got = Client().get(shown)
    assert (got.status_code, got.cookies) == (200, {})
    assert Client().get(f"{base}gia-han/{extension.pk + 1}/").status_code == GONE


# Base documents


@pytest.fixture
def document(scene: Scene) -> BaseDocument:
    return BaseDocument.objects.create(
        programme=scene.programme,
        number="147/HD-TLĐ",
        issued_on=dt.date(2026, 1, 5),
        title="Hướng dẫn",
    )


def test_a_base_document_is_read_by_everybody(
    base: str, document: BaseDocument, provincial: Client
) -> None:
    shown = f"{base}can-cu/{document.pk}/"
    assert shown not in Client().get(base).content.decode()
    assert Client().get(shown).status_code == GONE
    empty = provincial.post(f"{shown}tep/", {})
    assert (empty.status_code, "Hãy chọn tệp." in text_of(empty)) == (REFUSED, True)

    for _twice in range(2):
        kept = StoredFile.objects.last()
        said = {"paper": kept.pk} if kept else {"file": scan()}
        assert provincial.post(f"{shown}tep/", said).status_code == 302

    assert shown in Client().get(base).content.decode()
    assert Client().get(shown).status_code == 200
    assert Entry.objects.filter(name="programme.document_filed").count() == 1


def test_the_file_stays_when_the_content_is_edited(
    scene: Scene, base: str, document: BaseDocument, provincial: Client
) -> None:
    provincial.post(f"{base}can-cu/{document.pk}/tep/", {"file": scan()})
    page = provincial.get(f"{base}sua/").context["form"]
    said = {bound.name: bound.value() for bound in page if bound.value() not in (None, [])}
    [row] = [name for name, value in said.items() if value == document.number]
    days = {
        name: page[name].field.prepare_value(said[name]) for name in said if "issued_on" in name
    }
    said |= {**days, row.replace("number", "title"): "Hướng dẫn sửa"}

    answer = provincial.post(f"{base}sua/", said)
    assert answer.status_code == 302, answer.context["form"].errors

    kept = BaseDocument.objects.get(pk=document.pk)
    assert kept.title == "Hướng dẫn sửa"
    assert kept.file_id is not None


def test_others_add_no_paper(scene: Scene, base: str, document: BaseDocument) -> None:
    cast = scene.cast
    for stranger in (cast.author, cast.officer, cast.superior_officer, cast.auditor):
        answer = client_of(stranger).post(f"{base}can-cu/{document.pk}/tep/", {"file": scan()})
        assert answer.status_code == GONE
    assert not StoredFile.objects.exists()


# The days of a running phase


def test_the_page_of_a_running_phase_says_why_one_person_is_not_enough(
    phase: Period, base: str, provincial: Client
) -> None:
    day = clock.today()
    Period.objects.filter(pk=phase.pk).update(
        opens_at=periods.start_of(day), closes_at=periods.end_of(day)
    )
    address = f"{base}giai-doan/{phase.number}/"
    page = provincial.get(address).context["form"]
    said = {bound.name: bound.field.prepare_value(bound.value()) for bound in page}
    said["applied_from"] = "01/01/2020"
    said["applied_to"] = "31/12/2030"

    refused = provincial.post(address, said)

    assert refused.status_code == REFUSED
    assert "người thứ hai cùng phụ trách duyệt" in text_of(refused)


def test_other_days_are_proposed_by_one_and_approved_by_another(
    scene: Scene, phase: Period, base: str, provincial: Client
) -> None:
    address = f"{base}giai-doan/{phase.number}/khoang-ap-dung/"
    said = {"applied_from": "01/01/2020", "applied_to": "31/12/2030"}
    assert provincial.post(address, said).status_code == REFUSED
    provincial.post(address, {**said, "reason": "Thực hiện hướng dẫn mới"})
    change = WindowChange.objects.get()
    own = provincial.post(f"{address}{change.pk}/", {"decision": "approve"})
    assert own.status_code == REFUSED
    assert "không tự duyệt được" in text_of(own)

    second = client_of(make_officer(scene.cast.province, RoleKey.PROVINCIAL_OFFICER, "Người hai"))
    assert "Duyệt" in text_of(second.get(address))
    silent = second.post(f"{address}{change.pk}/", {"decision": "decline", "reason": ""})
    assert silent.status_code == REFUSED
    done = second.post(f"{address}{change.pk}/", {"decision": "approve"}, follow=True)

    assert "01/01/2020 – 31/12/2030" in text_of(done)
    phase.refresh_from_db()
    assert phase.applied_from == dt.date(2020, 1, 1)


def test_others_do_not_find_the_days(scene: Scene, phase: Period, base: str) -> None:
    address = f"{base}giai-doan/{phase.number}/khoang-ap-dung/"
    for stranger in (scene.cast.author, scene.cast.officer, scene.cast.superior_officer):
        assert client_of(stranger).get(address).status_code == GONE
        assert client_of(stranger).post(f"{address}1/", {}).status_code == GONE
