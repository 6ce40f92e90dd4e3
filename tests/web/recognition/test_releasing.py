"""A decision with which the worker cannot go on: who decides reads it, operators see it, others go out."""

import datetime as dt

import pytest
from django.urls import reverse

from sangkien.core import clock
from sangkien.recognition import rules
from sangkien.recognition.actions import signing
from sangkien.recognition.models import RecognitionDecision
from sangkien.recognition.queries.decisions import failing_releases
from tests.web.recognition.test_pages import made
from tests.web.scene import client_of, make_scene, text_of

pytestmark = pytest.mark.django_db


def test_who_decides_reads_that_the_release_fails_and_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = make_scene()
    officer = client_of(scene.cast.officer)
    monkeypatch.setattr(rules, "AT_ONCE", 0)
    broken, whole = made(scene, 1), made(scene, 1)
    go_on = signing.go_on

    def failing(decision: RecognitionDecision, *, at: dt.datetime) -> int:
        if decision.pk == broken.pk:
            raise OSError
        return go_on(decision, at=at)

    with monkeypatch.context() as patched:
        patched.setattr(signing, "go_on", failing)
        first = clock.now()
        for _again in range(4):
            signing.work(first)
            first = clock.now()
    here, beside = (reverse("recognition:decision", args=[one.pk]) for one in (broken, whole))
    assert "Việc công bố đang bị lỗi" in text_of(officer.get(here))
    assert "Đang công bố" not in text_of(officer.get(beside))
    since = RecognitionDecision.objects.get(pk=broken.pk).release_failed_at
    assert since is not None
    assert since < first
    assert failing_releases() == 1

    signing.work(clock.now())  # mended
    assert failing_releases() == 0
    assert "đang bị lỗi" not in text_of(officer.get(here))
