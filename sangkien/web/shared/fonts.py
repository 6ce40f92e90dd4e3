"""The web fonts: Be Vietnam Pro, cut down to what Vietnamese pages need.

The package brings complete TTF files (130 kB a weight); a phone on a slow network gets about 10 kB
a weight instead. The files are made on the machine, never kept in the repository. Settings serve them with

    STATICFILES_DIRS = [("fonts", DATA_DIR / "fonts")]

so that they are found at /static/fonts/; until they are built the system's font is shown.
"""

import hashlib
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import fontpkg_be_vietnam_pro
from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

WEIGHTS = {400: "Regular", 600: "SemiBold"}
LICENCE = "LICENSE-be-vietnam-pro.txt"
STAMP = ".built"
RECIPE = 1  # raise it when the glyphs or features below change: the files are then made again

_LATIN = "".join(map(chr, range(0x20, 0x7F)))
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" + "".join(
    map(chr, range(0x1EA0, 0x1EFA))
)
_SIGNS = "\u00a0§°±²³·×«»–—‘’“”…•₫−≤≥"
CHARACTERS = _LATIN + _VIETNAMESE + _SIGNS
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def build(target: Path) -> None:
    """Write the woff2 files and their licence into `target`; quick when they are there already."""
    stamp = _fingerprint()
    mark = target / STAMP
    if (
        mark.exists()
        and mark.read_text() == stamp
        and all(path.exists() for path in outputs(target))
    ):
        return
    target.mkdir(parents=True, exist_ok=True)
    for weight, style in WEIGHTS.items():
        _write(_cut(_package() / "files" / f"BeVietnamPro-{style}.ttf"), _file(target, weight))
    shutil.copyfile(_package() / "LICENSE", target / LICENCE)
    mark.write_text(stamp)


def outputs(target: Path) -> Iterator[Path]:
    yield from (_file(target, weight) for weight in WEIGHTS)
    yield target / LICENCE


def _file(target: Path, weight: int) -> Path:
    return target / f"be-vietnam-pro-{weight}.woff2"


def _package() -> Path:
    return Path(fontpkg_be_vietnam_pro.ROOT)


def _fingerprint() -> str:
    parts = (version("fontpkg-be-vietnam-pro"), version("fonttools"), str(RECIPE), CHARACTERS)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _cut(source: Path) -> TTFont:
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True)
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 13, 14]  # family, style, copyright and licence
    font = TTFont(source, recalcTimestamp=False)  # the same bytes on every machine
    cutter = subset.Subsetter(options)
    cutter.populate(text=CHARACTERS)
    cutter.subset(font)
    _add_tabular_figures(font)
    return font


def _add_tabular_figures(font: TTFont) -> None:
    """The family has no figures of one width, and columns of results need them."""
    glyphs, widths = font["glyf"], font["hmtx"]
    width = max(widths[name][0] for name in _DIGITS if name != "four")
    drawings = font.getGlyphSet()
    for name in _DIGITS:
        drawing = DecomposingRecordingPen(drawings)
        drawings[name].draw(drawing)
        pen = TTGlyphPen(None)
        drawing.replay(TransformPen(pen, (1, 0, 0, 1, (width - widths[name][0]) // 2, 0)))
        glyph = pen.glyph()
        glyphs[f"{name}.tnum"] = glyph
        glyph.recalcBounds(glyphs)
        widths[f"{name}.tnum"] = (width, glyph.xMin)
    rules = "\n".join(f"  sub {name} by {name}.tnum;" for name in _DIGITS)
    addOpenTypeFeaturesFromString(font, f"feature tnum {{\n{rules}\n}} tnum;", tables=["GSUB"])


def _write(font: TTFont, path: Path) -> None:
    """Under another name first: a server never sends half a font."""
    font.flavor = "woff2"
    partial = path.with_suffix(".partial")
    font.save(partial)
    partial.replace(path)
