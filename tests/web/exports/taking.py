"""From the buttons beside a list to the rows of its file."""

import io
import re
from html import unescape
from typing import Any

from django.test import Client
from python_calamine import CalamineWorkbook

from sangkien.core import clock
from sangkien.exports.actions import writing

HIDDEN = re.compile(r'name="(kind|parameters|request_key)" value="([^"]*)"')


def buttons(page: Any) -> dict[str, str]:
    """What the form beside the list sends."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page.content.decode())}


def exported(client: Client, url: str, *, wanted: str = "xlsx") -> Any:
    sent = client.post("/tep-da-xuat/lap/", {**buttons(client.get(url)), "format": wanted})
    while writing.step(clock.now()):
        pass
    return sent


def taken(client: Client, sent: Any) -> bytes:
    return b"".join(client.post(f"{sent['Location']}tai/"))


def rows_of(made: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
