"""From a template and plain data to a PDF or a picture of its first page.

Data go in as JSON, never as code: what people typed is printed as it stands, whatever it looks
like. Templates read it with `json(bytes(sys.inputs.data))` and lie in `templates_typst/`.
"""

import hashlib
import json
import re
import threading
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

import fontpkg_be_vietnam_pro
import typst

TEMPLATES = Path(__file__).resolve().parent / "templates_typst"
FONTS = TEMPLATES.parent / "fonts"  # Liberation Serif, as wide as Times New Roman
SET_LIKE_WORD = ("official_3", "official_4")
SCREEN_DPI, PRINT_DPI = 72.0, 200.0
_NAME = re.compile(r"[a-z_]+[0-9]*")
# A compiler keeps what it read and is no thread's own.
_one_at_a_time = threading.Lock()


def render(template_name: str, data: dict[str, Any]) -> bytes:
    """The PDF of `templates_typst/<template_name>.typ` with `data`."""
    return _made(template_name, data, "pdf")


def picture(template_name: str, data: dict[str, Any], *, dpi: float = SCREEN_DPI) -> bytes:
    """The same as a PNG, for the screen where nothing else is said; `data` for one page."""
    return _made(template_name, data, "png", dpi=dpi)


def marked(template_name: str, data: dict[str, Any], label: str) -> list[Any]:
    """The values of what a template marked with a label, in order."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    found = typst.query(
        str(TEMPLATES / f"{template_name}.typ"),
        f"<{label}>",
        field="value",
        root=str(TEMPLATES),
        font_paths=_fonts(template_name),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
    values: list[Any] = json.loads(found)
    return values


def version(template_name: str) -> str:
    """What a file depends on beside its data: as long as it is the same, so is the file."""
    source = (TEMPLATES / f"{template_name}.typ").read_bytes()
    return f"typst {metadata.version('typst')}, {hashlib.sha256(source).hexdigest()[:12]}"


def _made(
    template_name: str,
    data: dict[str, Any],
    kind: Literal["pdf", "png"],
    *,
    dpi: float = SCREEN_DPI,
) -> bytes:
    if not _NAME.fullmatch(template_name):
        raise ValueError(template_name)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler(template_name).compile(format=kind, ppi=dpi, sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError(template_name)
    return made


def _fonts(template_name: str) -> list[str]:
    """Earlier templates never learn of another typeface: what they cannot find in their own would
    come from it, and what was printed would change.
    """
    own = [str(Path(fontpkg_be_vietnam_pro.ROOT) / "files")]
    return [*own, str(FONTS)] if template_name in SET_LIKE_WORD else own


@lru_cache(maxsize=16)
def _compiler(template_name: str) -> typst.Compiler:
    """Reading fonts takes ten times as long as a page: each template keeps its compiler."""
    return typst.Compiler(
        str(TEMPLATES / f"{template_name}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(template_name),
        ignore_system_fonts=True,
    )
