"""Closed lists of the organisation."""

from django.db import models


class ClusterKind(models.TextChoices):
    """ "Cụm thi đua" groups units; "khối thi đua" may stand alone or inside a cluster."""

    CLUSTER = "cluster", "Cụm thi đua"
    BLOCK = "block", "Khối thi đua"


class Leaving(models.TextChoices):
    """ "Lý do thôi sinh hoạt": why somebody no longer belongs to a unit."""

    MOVED = "moved", "Chuyển sinh hoạt công đoàn"
    LEFT = "left", "Thôi việc, thôi sinh hoạt công đoàn"
    RETIRED = "retired", "Nghỉ hưu"
    DIED = "died", "Từ trần"


class TransferState(models.TextChoices):
    """ "Chuyển sinh hoạt": sent by the old unit, decided by the new one."""

    SENT = "sent", "Chờ tiếp nhận"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    REFUSED = "refused", "Không tiếp nhận"
    CANCELLED = "cancelled", "Đã rút"
    EXPIRED = "expired", "Quá hạn"


class Likeness(models.TextChoices):
    """ "Dấu hiệu trùng": why two people in the register may be one."""

    UNIT = "unit", "Cùng họ tên, cùng đơn vị"
    CODE = "code", "Cùng họ tên, mã gần giống nhau"
    PHONE = "phone", "Cùng họ tên, số điện thoại gần giống nhau"


class Verdict(models.TextChoices):
    """ "Kết luận" of a person who compared the two."""

    TWO = "two", "Là hai người"
    ONE = "one", "Là một người"
