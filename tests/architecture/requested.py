"""Requests about personal data in the matrix."""

from tests.architecture.matrix import Form
from tests.factories import PASSWORD


def data_forms(own: int, asked: int) -> dict[str, Form]:
    """`own` is a request of the author, `asked` one that the data officer answers."""
    phone = {"phone": "0987 000 111", "current": PASSWORD}
    erasure = {"intent": "erase", "erase-sure": "on"}
    return {
        "privacy:phone": Form(sender="author", body=phone),
        "privacy:ask": Form(sender="author", body={"kind": "restrict", "text": "Xin hạn chế."}),
        "privacy:own_request": Form(sender="author", args={"pk": own}, body={}),
        "privacy:request": Form(sender="data officer", args={"pk": asked}, body=erasure),
    }
