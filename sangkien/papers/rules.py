"""Verification codes and numbers of issued papers."""

import datetime as dt
import hashlib
import secrets

from sangkien.core import codes

LENGTH = 24  # of 32 letters and digits each: 120 random bits
GROUP = 4

NUMBER_LENGTH = 60
HOUR = dt.timedelta(hours=1)
# Looked up in an hour. Offices share an address; who guesses would need 2**119 tries.
MOST_PER_ADDRESS = 200
MOST_TOGETHER = 20_000


def new_code() -> str:
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(LENGTH))


def canonical(typed: str) -> str:
    """What people type back, with or without groups; empty when it cannot be a code."""
    return codes.canonical_of(typed, length=LENGTH)


def display(code: str) -> str:
    """In groups of four, to be read from paper."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def label(number: int, symbol: str) -> str:
    """ "07/QĐ-LĐLĐ": numbers below ten have a zero before them (decree 30/2020/NĐ-CP)."""
    return f"{number:02d}/{symbol}"


def digest(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def address(base_url: str, code: str) -> str:
    """What the QR code holds: the page of verification under the public address."""
    return f"{base_url}/xac-minh/{code}/"
