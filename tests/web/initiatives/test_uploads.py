"""Files that come in pieces: they go on, belong to one initiative, and become evidence once."""

from typing import Any

import pytest
from django.test import Client

from sangkien.initiatives import evidence as held
from sangkien.initiatives.models import Initiative
from tests.files.samples import picture
from tests.web.initiatives.drafts import make_draft, make_whole_draft, step
from tests.web.scene import Scene, client_of

FILES = "/sang-kien/{}/minh-chung/"


@pytest.fixture
def author(scene: Scene) -> Client:
    return client_of(scene.cast.author)


@pytest.fixture
def draft(scene: Scene) -> Initiative:
    return make_whole_draft(scene)


def begin(author: Client, initiative: Initiative, content: bytes, **changes: str) -> Any:
    asked = {"kind": "before", "name": "a.jpg", "size": str(len(content)), **changes}
    return author.post(FILES.format(initiative.code) + "tai-len/", asked)


def send(author: Client, url: str, offset: object, content: bytes) -> Any:
    return author.post(
        url,
        content,
        content_type="application/octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def test_pieces_go_on_and_become_evidence(author: Client, draft: Initiative) -> None:
    content = picture("PNG", size=(900, 700)) + b"\0" * 1000
    begun = begin(author, draft, content).json()
    assert (begun["offset"], begun["piece"]) == (0, 262_144)
    half = len(content) // 2

    assert send(author, begun["url"], 0, content[:half]).json()["offset"] == half
    again = send(author, begun["url"], 0, content[:half])
    assert (again.status_code, again.json()["offset"]) == (409, half)
    assert author.get(begun["url"]).json()["offset"] == half
    assert send(author, begun["url"], half, content[half:]).json()["offset"] == len(content)

    for _twice in range(2):
        author.post(step(draft, 1), {"title": draft.title, "upload_before": begun["key"]})
    assert [row.kind for row in held.shown(draft)] == ["before"]


@pytest.mark.parametrize("offset", ["", "-1", "x", "9" * 30, "١"])
def test_nonsense_instead_of_an_offset_breaks_nothing(
    author: Client, draft: Initiative, offset: str
) -> None:
    url = begin(author, draft, b"x" * 100).json()["url"]

    assert send(author, url, offset.encode().decode("latin-1"), b"x").status_code in {409, 422}


def test_uploads_of_others_are_not_there(author: Client, scene: Scene, draft: Initiative) -> None:
    url = begin(author, draft, b"x" * 100).json()["url"]
    other = make_draft(scene, title="Sáng kiến khác")
    through_other = url.replace(draft.code, other.code)

    assert client_of(scene.cast.officer).get(url).status_code == 404
    assert send(author, through_other, 0, b"x").status_code == 404
    assert begin(client_of(scene.cast.officer), draft, b"x").status_code == 404
    refused = author.post(
        step(other, 1), {"title": other.title, "upload_before": url.split("/")[-2]}
    )
    assert refused.status_code == 422


@pytest.mark.parametrize(
    "changes", [{"size": "0"}, {"size": "x"}, {"size": "99999999"}, {"kind": "virus"}]
)
def test_what_would_be_refused_is_refused_before_it_is_sent(
    author: Client, draft: Initiative, changes: dict[str, str]
) -> None:
    assert begin(author, draft, b"x", **changes).status_code == 422
