"""Several PDF files made one after the other become one."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import typst

_JOINING = """
#let data = json(bytes(sys.inputs.data))
#set page(paper: data.paper, flipped: data.flipped, margin: 0mm)
#for part in data.parts {
  for number in range(part.pages) { page(image(part.name, page: number + 1, width: 100%)) }
}
"""


def joined(
    parts: Sequence[tuple[bytes, int]], *, is_landscape: bool = False, paper: str = "a4"
) -> bytes:
    """One file; each part comes with the number of its pages."""
    with tempfile.TemporaryDirectory() as folder:
        named = []
        for number, (pdf, pages) in enumerate(parts):
            name = f"{number}.pdf"
            (Path(folder) / name).write_bytes(pdf)
            named.append({"name": name, "pages": pages})
        (Path(folder) / "all.typ").write_text(_JOINING, encoding="utf-8")
        values = {"parts": named, "flipped": is_landscape, "paper": paper}
        compiler = typst.Compiler(str(Path(folder) / "all.typ"), root=folder)
        made = compiler.compile(format="pdf", sys_inputs={"data": json.dumps(values)})
    if not isinstance(made, bytes):
        raise TypeError
    return made
