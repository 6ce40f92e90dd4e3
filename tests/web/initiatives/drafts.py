"""Drafts for the tests of the screens."""

import uuid

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.initiatives.actions import drafting
from sangkien.initiatives.models import Initiative
from tests.factories import content_of
from tests.web.scene import Scene, by_now


def make_draft(scene: Scene, author: User | None = None, **changes: object) -> Initiative:
    author = author or scene.cast.author
    return drafting.start_draft(
        scene.programme,
        scene.cast.factory,
        author=author,
        request_key=uuid.uuid4(),
        by=by_now(author),
        at=clock.now(),
        changes=changes,
    )


def make_whole_draft(scene: Scene, author: User | None = None, **changes: object) -> Initiative:
    """One that may be sent as it is."""
    return make_draft(scene, author, **content_of(scene.programme, **changes))


def step(initiative: Initiative, number: int) -> str:
    return f"/sang-kien/{initiative.code}/buoc/{number}/"
