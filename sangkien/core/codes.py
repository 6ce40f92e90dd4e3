"""Short reference codes that people read aloud, and the keys that make a retry harmless."""

import secrets

# Crockford's alphabet: no I, L, O, U, so that nothing is misread over the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
LENGTH = 10


def new_code() -> str:
    """50 random bits as ten characters: unguessable, and short enough for a phone call."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def canonical(typed: str) -> str:
    """What people type back: "sk 7k3m9-qx4tb" -> "7K3M9QX4TB"; empty when it is no code."""
    plain = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())
    if len(plain) == LENGTH + 2 and plain.startswith("SK"):
        plain = plain[2:]
    return canonical_of(plain, length=LENGTH)


def canonical_of(typed: str, *, length: int) -> str:
    """The letters and digits of a code of another length; empty when it is none."""
    plain = "".join(c for c in typed.upper() if c.isascii() and c.isalnum()).translate(_MISREAD)
    return plain if len(plain) == length and all(c in ALPHABET for c in plain) else ""


def display(code: str) -> str:
    """ "7K3M9QX4TB" -> "SK-7K3M9-QX4TB"."""
    return f"SK-{code[:5]}-{code[5:]}"
