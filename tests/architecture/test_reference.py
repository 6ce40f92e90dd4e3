"""The generated pages of the documentation say what the code says."""

import pytest

from sangkien.project.reference import PACKAGE, PAGES


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_page_is_up_to_date(name: str) -> None:
    written = (PACKAGE.parent / "docs" / name).read_text(encoding="utf-8")

    assert written == PAGES[name](), "run: sangkien manage document"
