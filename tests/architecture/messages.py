"""The texts of messages, and notices, in the matrix."""

from sangkien.messages.actions import texts
from sangkien.messages.enums import TextKey
from sangkien.notices.models import Notice
from tests.architecture.matrix import Form
from tests.factories import NOW, SYSTEM


def message_forms() -> dict[str, Form]:
    one: dict[str, object] = {"key": TextKey.SIGN_IN.value}
    texts.change(TextKey.SIGN_IN, "Ma: {ma}", by=SYSTEM, at=NOW)
    return {
        "messages:edit": Form(sender="national", args=one, body={"text": "Ma moi: {ma}"}),
        "messages:restore": Form(sender="national", args=one, body={}),
    }


def notice_forms(notice: Notice) -> dict[str, Form]:
    one: dict[str, object] = {"pk": notice.pk}
    return {
        "notices:follow": Form(sender="author", args=one, body={}),
        "notices:read_all": Form(sender="author", body={}),
    }
