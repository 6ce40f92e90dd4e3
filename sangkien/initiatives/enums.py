"""Closed lists of initiatives."""

from django.db import models


class State(models.TextChoices):
    """Where an initiative stands between its author and the grassroots union."""

    DRAFT = "draft", "Bản nháp"
    SUBMITTED = "submitted", "Đã gửi, chờ xác nhận"
    RETURNED = "returned", "Trả lại để bổ sung"
    CONFIRMED = "confirmed", "Hợp lệ"
    REJECTED = "rejected", "Không hợp lệ"
    WITHDRAWN = "withdrawn", "Đã rút"


# "Đã gửi" as a base of figures: everything that was sent and not taken back or refused.
COUNTED_AS_SENT = (State.SUBMITTED, State.RETURNED, State.CONFIRMED)
COUNTED_AS_VALID = (State.CONFIRMED,)
