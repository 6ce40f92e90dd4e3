"""Verification codes and numbers of issued papers."""

import datetime as dt
import hashlib
import ipaddress
import secrets

from sangkien.core import codes

LENGTH = 24  # of 32 letters and digits each: 120 random bits
GROUP = 4

NUMBER_LENGTH = 60
HOUR = dt.timedelta(hours=1)
# Looked up in an hour. Offices share an address; who guesses would need 2**119 tries.
MOST_PER_ADDRESS = 200
HOUSEHOLD = 64  # bits of an IPv6 network


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the network of a household, which has 2**64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False))
        found = found.ipv4_mapped
    return str(found)


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
