"""Fixed choices of councils and their sessions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CouncilKind(TextChoices):
    INITIATIVE = "initiative", _("Hội đồng sáng kiến")
    COMMENDATION = "commendation", _("Hội đồng thi đua, khen thưởng")
    PANEL = "panel", _("Tổ bình xét cụm, khối")


class Post(TextChoices):
    """ "Chức danh trong hội đồng"."""

    CHAIR = "chair", _("Chủ tịch")
    DEPUTY = "deputy", _("Phó Chủ tịch")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Ủy viên")


class SessionState(TextChoices):
    PREPARING = "preparing", _("Đang chuẩn bị")
    OPEN = "open", _("Đang họp")
    CLOSED = "closed", _("Đã kết thúc họp")
    APPROVED = "approved", _("Đã duyệt biên bản")
    RELEASED = "released", _("Đã công bố kết quả")


class Presence(TextChoices):
    PRESENT = "present", _("Có mặt")
    WRITTEN = "written", _("Vắng, có ý kiến bằng văn bản")
    ABSENT = "absent", _("Vắng")


class InterestKind(TextChoices):
    """Why somebody neither scores nor votes on an item."""

    AUTHOR = "author", _("là tác giả, đồng tác giả")
    HEAD = "head", _("là thủ trưởng đơn vị và là tác giả")
    DECLARED = "declared", _("tự khai có liên quan")


class Denominator(TextChoices):
    """Of whom the share of agreeing votes is taken."""

    ALL = "all", _("tổng số thành viên hội đồng")
    PRESENT = "present", _("số thành viên có mặt")
    ASKED = "asked", _("số thành viên có mặt và được lấy ý kiến bằng văn bản")
    VALID = "valid", _("số phiếu hợp lệ")


class BallotKind(TextChoices):
    ITEMS = "items", _("Đồng ý hoặc không đồng ý từng nội dung")
    ELECTION = "election", _("Bầu trong danh sách")


class BallotWay(TextChoices):
    ONLINE = "online", _("Bỏ phiếu trên phần mềm")
    PAPER = "paper", _("Phiếu giấy hoặc giơ tay, thư ký nhập kết quả")


class BallotState(TextChoices):
    OPEN = "open", _("Đang bỏ phiếu")
    COUNTED = "counted", _("Chờ chủ tịch xác nhận kiểm phiếu")
    CLOSED = "closed", _("Đã kiểm phiếu")
    ANNULLED = "annulled", _("Đã hủy")


class Choice(TextChoices):
    AGREE = "agree", _("Đồng ý")
    DISAGREE = "disagree", _("Không đồng ý")


class PaperKind(TextChoices):
    MINUTES = "minutes", _("Biên bản họp")
    COUNTING = "counting", _("Biên bản kiểm phiếu")
