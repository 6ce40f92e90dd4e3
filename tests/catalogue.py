"""Translations without gettext's programs: `python -m tests.catalogue` brings the catalogue up to date.

The source language is Vietnamese; `locale/en` must translate every string. `locale/vi` only fills
what Django itself has not translated into Vietnamese.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "sangkien"
LOCALE = PACKAGE / "locale"
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL_MARKERS = {"ngettext", "ngettext_lazy"}
CONTEXT_MARKERS = {"pgettext", "pgettext_lazy"}

Message = tuple[str | None, str, str | None]  # context, text, plural


def messages() -> dict[Message, list[str]]:
    """Every translatable string with the files that use it."""
    found: dict[Message, list[str]] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        if "migrations" in path.parts or "LC_MESSAGES" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        tree = from_python(source) if path.suffix == ".py" else from_template(source)
        for message in tree:
            places = found.setdefault(message, [])
            places.append(path.relative_to(PACKAGE.parent).as_posix())
    return found


def from_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _from_call(node)


def from_template(source: str) -> Iterator[Message]:
    """Django turns the tags into calls between filling; the calls are read as Python."""
    filled = templatize(source)
    for start in re.finditer(r"(?<![\w.])(?:_|n?gettext|pgettext)\(", filled):
        yield from _from_text(filled[start.start() :])


def _from_text(text: str) -> Iterator[Message]:
    """The shortest piece up to a closing bracket that is a whole call."""
    for end in re.finditer(r"\)", text):
        try:
            call = ast.parse(text[: end.end()].strip(), mode="eval").body
        except SyntaxError:
            continue
        if isinstance(call, ast.Call):
            yield from _from_call(call)
        return


def _from_call(call: ast.Call) -> Iterator[Message]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in MARKERS and texts:
        yield None, texts[0], None
    elif name in PLURAL_MARKERS and len(texts) > 1:
        yield None, texts[0], texts[1]
    elif name in CONTEXT_MARKERS and len(texts) > 1:
        yield texts[0], texts[1], None


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"), wrapwidth=100)


def key(entry: polib.POEntry) -> Message:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


def untranslated(language: str = "en") -> list[str]:
    """What the catalogue lacks, has left empty or marks as doubtful."""
    entries = {key(entry): entry for entry in catalogue(language)}
    return sorted(
        text
        for context, text, plural in messages()
        if (entry := entries.get((context, text, plural))) is None
        or not entry.translated()
        or entry.fuzzy
    )


def stale(language: str = "en") -> list[str]:
    """What the catalogue translates and nobody says any more."""
    used = messages()
    return sorted(entry.msgid for entry in catalogue(language) if key(entry) not in used)


def update(language: str = "en") -> polib.POFile:
    """Add new strings without a translation, drop stale ones, keep the order of the files."""
    old = {key(entry): entry for entry in catalogue(language)}
    new = catalogue(language)
    new.clear()
    for message, places in messages().items():
        context, text, plural = message
        entry = old.get(message) or polib.POEntry(msgctxt=context, msgid=text)
        if plural and message not in old:
            entry.msgid_plural, entry.msgstr_plural = plural, {0: "", 1: ""}
        entry.occurrences = [(place, "") for place in dict.fromkeys(places)]
        new.append(entry)
    new.save()
    return new


def compile_all() -> None:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def main() -> int:
    update()
    compile_all()
    missing = untranslated()
    sys.stdout.write("".join(f"{text}\n" for text in missing))
    sys.stderr.write(f"{len(missing)} chuỗi chưa dịch / strings without a translation\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
