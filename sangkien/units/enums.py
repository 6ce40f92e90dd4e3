"""Closed lists of the organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClusterKind(models.TextChoices):
    """ "Cụm thi đua" groups units; "khối thi đua" may stand alone or inside a cluster."""

    CLUSTER = "cluster", _("Cụm thi đua")
    BLOCK = "block", _("Khối thi đua")


class ClusterPost(models.TextChoices):
    """ "Chức danh trong cụm, khối": one head at a time, as many deputies as were elected."""

    HEAD = "head", _("Cụm trưởng, khối trưởng")
    DEPUTY = "deputy", _("Cụm phó, khối phó")


class Leaving(models.TextChoices):
    """ "Lý do thôi sinh hoạt": why somebody no longer belongs to a unit."""

    MOVED = "moved", _("Chuyển sinh hoạt công đoàn")
    LEFT = "left", _("Thôi việc, thôi sinh hoạt công đoàn")
    RETIRED = "retired", _("Nghỉ hưu")
    DIED = "died", _("Từ trần")


class TransferState(models.TextChoices):
    """ "Chuyển sinh hoạt": sent by the old unit, decided by the new one."""

    SENT = "sent", _("Chờ tiếp nhận")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    REFUSED = "refused", _("Không tiếp nhận")
    CANCELLED = "cancelled", _("Đã rút")
    EXPIRED = "expired", _("Quá hạn")


class WorkplaceState(models.TextChoices):
    """ "Nơi làm việc chưa khớp": waiting in the queue, or answered."""

    WAITING = "waiting", _("Chờ xem xét")
    MATCHED = "matched", _("Đã khớp với đơn vị")
    CLOSED = "closed", _("Đã trả lời, không khớp")


class Likeness(models.TextChoices):
    """ "Dấu hiệu trùng": why two people in the register may be one."""

    UNIT = "unit", _("Cùng họ tên, cùng đơn vị")
    CODE = "code", _("Cùng họ tên, mã gần giống nhau")
    PHONE = "phone", _("Cùng họ tên, số điện thoại gần giống nhau")


class Verdict(models.TextChoices):
    """ "Kết luận" of a person who compared the two."""

    TWO = "two", _("Là hai người")
    ONE = "one", _("Là một người")


class ActKind(models.TextChoices):
    """ "Hình thức sắp xếp tổ chức"."""

    OPEN = "open", _("Thành lập")
    RENAME = "rename", _("Đổi tên")
    MOVE = "move", _("Chuyển đơn vị cấp trên")
    MERGE = "merge", _("Sáp nhập, hợp nhất")
    SPLIT = "split", _("Chia tách")
    DISSOLVE = "dissolve", _("Giải thể, kết thúc hoạt động")


class ActState(models.TextChoices):
    """Where a decision stands: what is for later, or large, waits for the worker."""

    PLANNED = "planned", _("Chờ thực hiện")
    DONE = "done", _("Đã thực hiện")
    FAILED = "failed", _("Không thực hiện được")
    UNDONE = "undone", _("Đã hoàn tác")
    CANCELLED = "cancelled", _("Đã hủy")
