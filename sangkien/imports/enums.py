"""Closed lists of the imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """ "Tình trạng lần nhập". The worker has something to do in those of `WORKING`."""

    RECEIVED = "received", _("Chờ đọc")
    READING = "reading", _("Đang đọc tệp")
    JUDGING = "judging", _("Đang đối chiếu")
    PREVIEWED = "previewed", _("Chờ bạn xem và đồng ý")
    RUNNING = "running", _("Đang nhập")
    DONE = "done", _("Đã nhập xong")
    UNDOING = "undoing", _("Đang hoàn tác")
    UNDONE = "undone", _("Đã hoàn tác")
    FAILED = "failed", _("Không đọc được")
    CANCELLED = "cancelled", _("Đã bỏ")


WORKING = (State.RECEIVED, State.READING, State.JUDGING, State.RUNNING, State.UNDOING)


class Verdict(models.TextChoices):
    """ "Kết quả kiểm tra một dòng"."""

    PENDING = "pending", _("Chưa kiểm tra")
    OK = "ok", _("Hợp lệ")
    SAME = "same", _("Không đổi")
    WARNING = "warning", _("Cần xem")
    ERROR = "error", _("Lỗi")


class Outcome(models.TextChoices):
    """ "Dòng đã được nhập thế nào"."""

    NONE = "none", _("Chưa nhập")
    APPLIED = "applied", _("Đã nhập")
    SAME = "same", _("Không đổi")
    REFUSED = "refused", _("Không nhập")
    UNDONE = "undone", _("Đã hoàn tác")
    KEPT = "kept", _("Không hoàn tác được")
