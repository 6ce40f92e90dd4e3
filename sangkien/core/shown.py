"""What stood on a screen, in short: a form that comes back says on which text it stands."""

import hashlib
import json
from collections.abc import Mapping

LENGTH = 32


def digest(values: Mapping[str, object]) -> str:
    """The same for the same values, whatever their order; no secret, only a comparison."""
    plain = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:LENGTH]
