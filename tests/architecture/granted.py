"""The roles in the one CĐCS of the matrix, and what is done with them."""

import datetime as dt
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.units.actions import people
from sangkien.units.models import Grant
from tests.architecture.matrix import Form
from tests.factories import SYSTEM, Cast, make_member


def somebody_acting(cast: Cast, office: Grant) -> Grant:
    """Somebody who stands in; nobody looked at the officer's own role for years."""
    Grant.objects.filter(pk=office.pk).update(reviewed_on=dt.date(2020, 1, 1))
    return people.grant_role(
        cast.factory,
        make_member(cast.factory, "Ngô Tạm Thay"),
        role=RoleKey.GRASSROOTS_OFFICER,
        since_on=clock.today(),
        until_on=clock.today() + dt.timedelta(days=10),
        is_acting=True,
        by=SYSTEM,
        at=clock.now(),
    )


def grant_values(office: Grant, acting: Grant) -> dict[str, tuple[object, ...]]:
    return {
        "units:grant_hand_over.pk": (office.pk,),
        "units:grant_extend.pk": (acting.pk,),
        "units:review_keep.pk": (office.pk,),
    }


def grant_forms(cast: Cast, office: Grant, acting: Grant) -> dict[str, Form]:
    factory: dict[str, object] = {"code": cast.factory.code}
    today, soon = clock.today(), clock.today() + dt.timedelta(days=60)
    reason = {"reason": "Quyết định số 2"}
    heir = {"login": cast.author.member_code, "since_on": f"{today:%d/%m/%Y}", **reason}
    until = {"until_on": f"{soon:%d/%m/%Y}", **reason}
    forms: dict[str, tuple[dict[str, object], dict[str, Any]]] = {
        "grant_extend": ({**factory, "pk": acting.pk}, until),
        "grant_hand_over": ({**factory, "pk": office.pk}, {**heir, "sure": "on"}),
        "support": (factory, {**heir, "codes": cast.factory.code}),
        "review_keep": ({"pk": office.pk}, {}),
    }
    return {
        f"units:{page}": Form(sender="superior", args=args, body=body)
        for page, (args, body) in forms.items()
    }
