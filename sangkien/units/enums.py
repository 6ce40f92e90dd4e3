"""Closed lists of the organisation."""

from django.db import models


class ClusterKind(models.TextChoices):
    """ "Cụm thi đua" groups units; "khối thi đua" may stand alone or inside a cluster."""

    CLUSTER = "cluster", "Cụm thi đua"
    BLOCK = "block", "Khối thi đua"


class ActKind(models.TextChoices):
    """ "Hình thức sắp xếp tổ chức"."""

    OPEN = "open", "Thành lập"
    RENAME = "rename", "Đổi tên"
    MOVE = "move", "Chuyển đơn vị cấp trên"
    MERGE = "merge", "Sáp nhập, hợp nhất"
    SPLIT = "split", "Chia tách"
    DISSOLVE = "dissolve", "Giải thể, kết thúc hoạt động"


class ActState(models.TextChoices):
    """Where a decision stands: what is for later, or large, waits for the worker."""

    PLANNED = "planned", "Chờ thực hiện"
    DONE = "done", "Đã thực hiện"
    FAILED = "failed", "Không thực hiện được"
    UNDONE = "undone", "Đã hoàn tác"
    CANCELLED = "cancelled", "Đã huỷ"
