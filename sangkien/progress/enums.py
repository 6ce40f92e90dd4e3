"""Closed lists of the progress pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardOrder(models.TextChoices):
    """By what a league table is ranked; the values stand in addresses."""

    COUNT = "so-luong", _("Theo số lượng")
    SHARE = "ty-le", _("Theo tỷ lệ chỉ tiêu")
    PER_HUNDRED = "tren-100", _("Trên 100 đoàn viên")
    PEOPLE = "so-nguoi", _("Theo số người")
    VERIFIED = "tham-dinh", _("Theo giá trị thẩm định")
    DECLARED = "tu-khai", _("Theo giá trị tự khai")
    AUDITED = "hau-kiem", _("Hợp lệ × hệ số hậu kiểm")


class Scope(models.TextChoices):
    """ "Phạm vi xếp hạng": among whom a unit is ranked; the values stand in addresses."""

    BELOW = "truc-thuoc", _("Các đơn vị trực thuộc")
    PARENT = "cung-cap-tren", _("Cùng cấp trên trực tiếp")
    CLUSTER = "cum", _("Trong cụm, khối thi đua")
    NATION = "ca-chuong-trinh", _("Cùng cấp trong cả chương trình")


class Measure(models.TextChoices):
    """ "Tiêu chí so sánh": what two units are compared by, in the order of the table."""

    VALID_PER_MEMBERS = "valid_per_members", _("Hợp lệ trên 100 đoàn viên")
    SENT_PER_MEMBERS = "sent_per_members", _("Đã gửi trên 100 đoàn viên")
    PEOPLE_PER_MEMBERS = "people_per_members", _("Tác giả chính trên 100 đoàn viên")
    VALID_PER_WORKERS = "valid_per_workers", _("Hợp lệ trên 100 lao động")
    TARGET = "target", _("Đạt chỉ tiêu")
    COVERAGE = "coverage", _("CĐCS có sáng kiến đã gửi")
    VALID_SHARE = "valid_share", _("Hợp lệ trong số đã gửi")
    IN_USE_SHARE = "in_use_share", _("Còn dùng trong số hợp lệ")
    REUSED_SHARE = "reused_share", _("Nơi khác áp dụng lại trong số hợp lệ")
    SENT = "sent", _("Đã gửi")
    VALID = "valid", _("Hợp lệ")
    RECOGNISED = "recognised", _("Được công nhận")
    PEOPLE = "people", _("Tác giả chính")
    DECLARED = "declared_vnd", _("Giá trị tác giả khai")
    VERIFIED = "verified_vnd", _("Giá trị đã thẩm định")


class Division(models.TextChoices):
    """By what a total is taken apart."""

    FIELD = "field", _("Theo lĩnh vực")
    KIND = "kind", _("Theo loại giải pháp")
    SUBMITTER = "submitter", _("Theo đối tượng")


class ReadingSpan(models.TextChoices):
    """How long a stretch a reading closes; the values stand in addresses."""

    DAY = "ngay", _("Theo ngày")
    HOUR = "gio", _("Theo giờ")


class HistoricalMeasure(models.TextChoices):
    """What a published figure of a past programme counts."""

    SENT = "sent", _("sáng kiến đã gửi")
    VALID = "valid", _("sáng kiến hợp lệ")
    PENDING = "pending", _("sáng kiến chờ xem xét")
    REGISTRANTS = "registrants", _("người đăng ký tham gia")
    SUBMITTERS = "submitters", _("người đã gửi sáng kiến")
    UNITS = "units", _("đơn vị tham gia")
    UNITS_COMPLETED = "units_completed", _("đơn vị hoàn thành chỉ tiêu")
    UNITS_DOUBLED = "units_doubled", _("đơn vị đạt trên 200 % chỉ tiêu")
    TARGETS = "targets", _("tổng chỉ tiêu các đơn vị đăng ký")
    BENEFIT_VND = "benefit_vnd", _("đồng giá trị làm lợi đã công bố")
    RANK = "rank", _("hạng đã công bố")
    HONOURED = "honoured", _("sáng kiến được tuyên dương")
    REWARDED = "rewarded", _("tập thể, cá nhân được khen")


class Precision(models.TextChoices):
    """How the source words a figure; the word stands before the number."""

    EXACT = "exact", ""
    MORE_THAN = "more_than", _("hơn")
    AT_LEAST = "at_least", _("ít nhất")
    ABOUT = "about", _("khoảng")
    DERIVED = "derived", _("tính ra")


class ShareBy(models.TextChoices):
    """By what the number of a unit is shared out among those below it."""

    MEMBERS = "members", _("Theo số đoàn viên")
    WORKERS = "workers", _("Theo số lao động")
    EARLIER = "earlier", _("Theo kết quả của một giai đoạn trước")
    EQUALLY = "equally", _("Chia đều")
