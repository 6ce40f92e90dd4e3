"""Closed lists of initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an initiative stands between its author, the grassroots union and the council."""

    DRAFT = "draft", _("Bản nháp")
    SUBMITTED = "submitted", _("Đã gửi, chờ xác nhận")
    RETURNED = "returned", _("Trả lại để bổ sung")
    CONFIRMED = "confirmed", _("Hợp lệ")
    RECOGNISED = "recognised", _("Được công nhận")
    REJECTED = "rejected", _("Không hợp lệ")
    WITHDRAWN = "withdrawn", _("Đã rút")


# "Đã gửi" as a base of figures: everything that was sent and not taken back or refused.
COUNTED_AS_SENT = (State.SUBMITTED, State.RETURNED, State.CONFIRMED, State.RECOGNISED)
COUNTED_AS_VALID = (State.CONFIRMED, State.RECOGNISED)
COUNTED_AS_RECOGNISED = (State.RECOGNISED,)
