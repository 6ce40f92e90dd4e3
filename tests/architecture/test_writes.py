"""Only actions write: whoever looks for a change of data finds it in one kind of module."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "sangkien"
ALWAYS_WRITES = {"bulk_create", "bulk_update", "update_or_create", "get_or_create", "asave"}
WRITES_ROWS = {"save", "create", "update", "delete"}
MAY_WRITE = {"actions", "models", "migrations"}

ALLOWED = {
    # file.save() of the font library; no row is involved
    "web/shared/fonts.py",
    # .save() of a QR code and of a Word file into memory
    "papers/qr.py",
    "papers/wordbase.py",
    # Image.save() into memory
    "files/pictures.py",
    "demo/album.py",
    "demo/blocks/everyday.py",
}


def writes() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if MAY_WRITE.intersection(parts) or path.relative_to(PACKAGE).as_posix() in ALLOWED:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and is_write(node.func):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno} {ast.unparse(node.func)}"


def is_write(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr in ALWAYS_WRITES or function.attr == "save":
        return True
    return function.attr in WRITES_ROWS and "objects" in ast.unparse(function)


def test_only_actions_write() -> None:
    assert list(writes()) == []


def test_a_write_in_a_view_would_be_found() -> None:
    call = ast.parse("Unit.objects.filter(pk=1).update(name='')", mode="eval").body

    assert isinstance(call, ast.Call)
    assert is_write(call.func)
