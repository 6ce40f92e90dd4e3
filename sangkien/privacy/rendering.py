"""A template of Typst and plain data become a PDF; what people wrote is never markup."""

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst


def render(template_path: Path, data: Mapping[str, Any]) -> bytes:
    """The data reaches the template as `json(bytes(sys.inputs.data))`."""
    pdf: bytes = typst.compile(
        str(template_path),
        root=str(template_path.parent),
        font_paths=[str(_fonts())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
    )
    return pdf


def _fonts() -> Path:
    """Be Vietnam Pro, as its package brings it."""
    found = importlib.util.find_spec("fontpkg_be_vietnam_pro")
    if found is None or found.origin is None:
        raise FileNotFoundError("fontpkg_be_vietnam_pro")
    return Path(found.origin).parent / "files"
