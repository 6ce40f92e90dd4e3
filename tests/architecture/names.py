"""The names in the one CĐCS of the matrix, and a workplace that nobody found."""

import uuid
from typing import Any

from sangkien.core import clock
from sangkien.units.actions import naming, workplaces
from sangkien.units.models import Alias, UnmatchedWorkplace
from tests.architecture.matrix import Form
from tests.factories import SYSTEM, Cast
from tests.web.scene import by_now

Values = dict[str, tuple[object, ...]]


def an_alias(cast: Cast) -> Alias:
    return naming.add_alias(cast.factory, name="May Mười", by=SYSTEM, at=clock.now())


def a_question(cast: Cast) -> UnmatchedWorkplace:
    return workplaces.ask(
        name="Xưởng gỗ Tân Mai",
        place="Xã Tân Mai",
        near=cast.province,
        request_key=uuid.uuid4(),
        by=by_now(cast.author),
        at=clock.now(),
    )


def names_values(alias: Alias, asked: UnmatchedWorkplace) -> Values:
    return {
        "units:alias_remove.pk": (alias.pk,),
        "units:workplace_answer.pk": (asked.pk,),
    }


def names_forms(cast: Cast, alias: Alias, asked: UnmatchedWorkplace) -> dict[str, Form]:
    factory: dict[str, Any] = {"code": cast.factory.code}
    question = {
        "request_key": "0e6a3b1e-6d4f-4b57-9d5a-2f3b6c7d8e90",
        "name": "Tổ hợp tác Lạ",
        "place": "Xã Lạ",
        "near": cast.province.code,
    }
    return {
        "units:alias_add": Form(sender="superior", args=factory, body={"alias": "Ánh Dương"}),
        "units:alias_remove": Form(sender="superior", args={**factory, "pk": alias.pk}, body={}),
        "units:workplace": Form(sender="fellow", body=question),
        "units:workplace_answer": Form(
            sender="provincial",
            args={"pk": asked.pk},
            body={"intent": "close", "dong-answer": "Chưa có công đoàn ở đó."},
        ),
    }
