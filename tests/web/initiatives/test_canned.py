import pytest

from sangkien.initiatives.models import CannedReason, Decision
from tests.web.scene import Scene, client_of, text_of

PAGE = "/sang-kien/ly-do-mau/"
WORDS = "Đề nghị chụp ảnh trước và sau."


def keep(scene: Scene, **changes: str):
    values = {"unit_code": scene.cast.factory.code, "outcome": "returned", "words": WORDS}
    return client_of(scene.cast.officer).post(PAGE, {**values, **changes}, follow=True)


def test_kept_reason_is_offered_and_becomes_the_words_of_the_decision(scene: Scene) -> None:
    assert WORDS in text_of(keep(scene))
    keep(scene)
    kept = CannedReason.objects.get()
    sent, officer = scene.sent(), client_of(scene.cast.officer)

    assert WORDS in text_of(officer.get(f"/sang-kien/{sent.code}/"))
    officer.post(f"/sang-kien/{sent.code}/tra-lai/", {"common": f"r{kept.pk}", "reason": "Cả hai."})

    assert Decision.objects.get().reason == f"{WORDS}\nCả hai."


def test_reason_of_a_level_above_is_offered_below_but_not_dropped_there(scene: Scene) -> None:
    above = CannedReason.objects.create(unit=scene.cast.superior, outcome="returned", words=WORDS)
    officer = client_of(scene.cast.officer)

    assert WORDS in text_of(officer.get(PAGE))
    assert officer.post(PAGE, {"drop": above.pk}).status_code == 403

    assert CannedReason.objects.exists()
    stranger = client_of(scene.cast.provincial_officer)
    stranger.post(PAGE, {"drop": above.pk})
    assert CannedReason.objects.exists()


def test_own_reason_is_dropped_once(scene: Scene) -> None:
    keep(scene)
    officer, pk = client_of(scene.cast.officer), CannedReason.objects.get().pk

    assert [officer.post(PAGE, {"drop": pk}).status_code for _ in range(2)] == [302, 302]
    assert not CannedReason.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"words": " "}, {"words": "x" * 400}, {"outcome": "confirmed"}, {"unit_code": "HB"}],
)
def test_what_makes_no_reason_is_said_at_its_field(scene: Scene, changes: dict[str, str]) -> None:
    assert keep(scene, **changes).status_code == 422
    assert not CannedReason.objects.exists()


@pytest.mark.parametrize("who", ["author", "auditor"])
def test_page_is_for_officers_who_decide(scene: Scene, who: str) -> None:
    assert client_of(getattr(scene.cast, who)).get(PAGE).status_code == 404
