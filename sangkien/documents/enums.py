"""Closed lists of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sangkien.papers.enums import PaperKind

# What officers write here; decisions, certificates and urging letters are written where they belong.
KINDS = (
    PaperKind.PLAN,
    PaperKind.SUBMISSION,
    PaperKind.REPORT,
    PaperKind.MINUTES,
    PaperKind.LETTER,
)


class ReportKind(models.TextChoices):
    WEEK = "week", _("Báo cáo tuần")
    QUARTER = "quarter", _("Báo cáo quý")
    INTERIM = "interim", _("Báo cáo sơ kết")
    FINAL = "final", _("Báo cáo tổng kết")
    TOPIC = "topic", _("Báo cáo chuyên đề")
    MERIT = "merit", _("Báo cáo thành tích")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    WAITING = "waiting", _("Chờ ký")
    ISSUED = "issued", _("Đã ban hành")
    DROPPED = "dropped", _("Đã bỏ")


class BlockKind(models.TextChoices):
    """The parts of a document: written by hand, or live, drawn from a snapshot."""

    HEADING = "heading", _("Đề mục")
    TEXT = "text", _("Đoạn văn")
    LIST = "list", _("Danh sách gạch đầu dòng")
    TABLE = "table", _("Bảng tự nhập")
    FIGURES = "figures", _("Kết quả so với chỉ tiêu")
    UNITS = "units", _("Bảng các đơn vị trực thuộc")
    CLUSTERS = "clusters", _("Xếp hạng cụm, khối thi đua")
    FIELDS = "fields", _("Cơ cấu theo lĩnh vực")
    COVERAGE = "coverage", _("Độ bao phủ, tham gia")
    CHART = "chart", _("Biểu đồ")
    PRAISE = "praise", _("Danh sách biểu dương")
    NOTES = "notes", _("Cách tính số liệu")


WRITTEN = (BlockKind.HEADING, BlockKind.TEXT, BlockKind.LIST, BlockKind.TABLE)
LIVE = tuple(kind for kind in BlockKind if kind not in WRITTEN)


class UnitsShown(models.TextChoices):
    """Which units a table lists."""

    TOP = "top", _("Các đơn vị dẫn đầu")
    ALL = "all", _("Tất cả đơn vị")
    REACHED = "reached", _("Các đơn vị đạt, vượt chỉ tiêu")
    BEHIND = "behind", _("Các đơn vị chưa đạt chỉ tiêu")


class ChartOf(models.TextChoices):
    UNITS = "units", _("Các đơn vị dẫn đầu")
    WEEKS = "weeks", _("Số thêm mỗi tuần")
