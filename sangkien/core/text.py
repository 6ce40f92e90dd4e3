"""Vietnamese letters: one way to store them, one key to compare them."""

import re
import unicodedata

# Đ (U+0110), Ð (U+00D0, Icelandic eth, typed by mistake) and Ɖ (U+0189) look the same.
_D_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})
_D_TO_LATIN = str.maketrans({"Đ": "D", "đ": "d"})
_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_SPACES = re.compile(r"[^\S\n]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
# Spaces, dots, brackets, hyphens and dashes of every kind, and what nobody sees.
_BETWEEN_FIGURES = re.compile(
    "[\\s./()\\-\u2010-\u2015\u2212\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
)
_COUNTRY = re.compile(r"^(?:\+84|0084|84)0?(?=[0-9]{9,10}$)")  # "+84 (0)912..." is written, too
_PHONE = re.compile(r"0[0-9]{8,9}|0[1-9][0-9]{9}")
# Cf holds zero-width and bidirectional marks; Cs lone surrogates; Co private use; Cc controls.
_REFUSED = {"Cc", "Cf", "Cs", "Co"}
_BREAKS_AND_TABS = str.maketrans("", "", "\n\r\t")


def nfc(text: str) -> str:
    """Composed form with the right Đ: what every text column holds."""
    return unicodedata.normalize("NFC", text).translate(_D_LOOK_ALIKES)


def has_refused_characters(text: str) -> bool:
    """Control, invisible, direction and surrogate characters (line breaks and tabs are fine)."""
    plain = text.translate(_BREAKS_AND_TABS)
    if plain.isprintable():  # almost every text, and twenty times as fast as looking at each
        return False
    return any(unicodedata.category(c) in _REFUSED for c in plain)


def clean_line(text: str) -> str:
    """One line: NFC, breaks and runs of white space become one space, ends trimmed."""
    return " ".join(nfc(text).split())


def clean_prose(text: str) -> str:
    """Several lines: NFC, unified breaks, no trailing spaces, at most one empty line between."""
    unified = _SPACES.sub(" ", _LINE_BREAKS.sub("\n", nfc(text)))
    lines = [line.strip() for line in unified.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def fold(text: str) -> str:
    """The one key for search, matching and uniqueness.

    "Hoà Bình", "HÒA  bình" and "hoa binh" give the same key on every database: marks are
    stripped, so the position of the tone does not matter; đ becomes d; what is neither a letter
    nor a digit becomes one space.
    """
    wide = unicodedata.normalize("NFKC", text).translate(_D_LOOK_ALIKES)
    plain = unicodedata.normalize("NFD", wide.translate(_D_TO_LATIN).casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare).strip()


def without_marks(text: str) -> str:
    """ "Trần Thị Bình" -> "Tran Thi Binh": what a text message can hold without costing twice."""
    plain = unicodedata.normalize("NFD", nfc(text).replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def kept_in_order(before: str, after: str) -> int:
    """How many letters of `before` stand in `after` in the same order: their longest common
    subsequence. One bit per letter (Hyyrö 2004), so that two texts of 5,000 letters take
    milliseconds whatever they say.
    """
    places: dict[str, int] = {}
    for place, letter in enumerate(before):
        places[letter] = places.get(letter, 0) | 1 << place
    everything = row = (1 << len(before)) - 1
    for letter in after:
        met = row & places.get(letter, 0)
        row = ((row + met) | (row - met)) & everything
    return len(before) - row.bit_count()


def has_words(text: str) -> bool:
    """Whether `fold` leaves anything of a text; looks no further than it has to."""
    return any(fold(text[start : start + 40]) for start in range(0, len(text), 40))


def phone_key(text: str) -> str:
    """Canonical Vietnamese phone number: "+84 912.345.678" and "0912345678" -> "0912345678".

    Empty when the text is no phone number.
    """
    digits = _BETWEEN_FIGURES.sub("", unicodedata.normalize("NFKC", text))
    digits = _COUNTRY.sub("0", digits)
    return digits if _PHONE.fullmatch(digits) else ""


def code_key(text: str) -> str:
    """Canonical member or unit code: upper case, without spaces, marks folded."""
    return fold(text).replace(" ", "").upper()


# Alphabet of the Vietnamese dictionary order; letters first, tones break ties. Keys are digits
# only, so that every collation of every database sorts them alike: 00 ends the letters, then come
# spaces and signs, figures, letters.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_END, _SIGN = "00", "01"
_RANK = {figure: f"{index:02d}" for index, figure in enumerate("0123456789", start=10)} | {
    letter: f"{index:02d}" for index, letter in enumerate(_ALPHABET, start=20)
}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def sort_key(text: str) -> str:
    """Vietnamese order that both databases can sort by: letters, then tones."""
    letters: list[str] = []
    tones: list[str] = []
    for character in nfc(text).casefold():
        decomposed = unicodedata.normalize("NFD", character)
        tone = "".join(_TONES[c] for c in decomposed if c in _TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
        letters.append(_RANK.get(base, _SIGN))
        tones.append(tone[:1] or "0")
    return "".join(letters) + _END + "".join(tones)


def given_name_key(full_name: str) -> str:
    """Sort people the Vietnamese way: by given name (last word), then by the whole name."""
    words = full_name.split()
    return sort_key(" ".join([words[-1], *words[:-1]])) if words else ""
