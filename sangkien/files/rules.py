"""Names of files: what people see, cleaned of what would mislead them."""

import re
import unicodedata

from sangkien.core import text

LONGEST_NAME = 150
LONGEST_BYTES = 200  # disks take 255 in all
_SEPARATORS = re.compile(r"[\\/]")
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,8}$")
_UNWELCOME = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Windows opens devices, not files, under these names, whatever follows.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)

ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "audio/webm": ".webm",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/csv": ".csv",
}


def display_name(typed: str, content_type: str) -> str:
    """The name to show and to offer for download: no folders, nothing invisible, and the ending
    that belongs to the content, so that "hóa đơn.pdf.exe" is not offered again.
    """
    last = _SEPARATORS.split(text.nfc(typed))[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _UNWELCOME)
    stem = _ENDING.sub("", " ".join(seen.split())).strip(". ")[:LONGEST_NAME]
    stem = stem.encode()[:LONGEST_BYTES].decode(errors="ignore").strip(". ")
    if _DEVICES.fullmatch(stem):
        stem = f"tep-{stem}"
    return f"{stem or 'tep'}{ENDINGS[content_type]}"
