"""Invented words: titles, texts and names that read like the real ones, and are all different."""

import random
from dataclasses import dataclass

from sangkien.core import text

_WHAT = [
    "Cải tiến",
    "Chế tạo",
    "Thiết kế",
    "Ứng dụng phần mềm quản lý",
    "Tự động hoá",
    "Rút ngắn thời gian của",
    "Giảm hao hụt nguyên liệu ở",
    "Nâng cao hiệu quả",
    "Đổi mới cách tổ chức",
    "Tận dụng vật tư cũ cho",
    "Sắp xếp lại",
    "Lắp thêm cảm biến cho",
    "Số hoá hồ sơ về",
    "Chuẩn hoá thao tác ở",
    "Tiết kiệm điện cho",
    "Bộ gá lắp nhanh cho",
    "Quy trình mới cho",
    "Giải pháp an toàn khi vận hành",
]
_THING = [
    "máy cắt vải",
    "đồ gá hàn khung thép",
    "lò hơi đốt than",
    "băng tải đóng gói",
    "máy ép thuỷ lực",
    "dây chuyền sơn tĩnh điện",
    "hệ thống cấp nước",
    "máy bơm công suất lớn",
    "tủ điện điều khiển",
    "kho nguyên liệu",
    "phòng khám ngoại trú",
    "giờ dạy thực hành",
    "hồ sơ một cửa",
    "máy xúc lật",
    "khuôn đúc gang",
    "máy sấy nông sản",
    "lớp học mầm non",
    "trạm biến áp",
    "xe nâng hàng",
    "cầu trục xưởng cơ khí",
    "bếp ăn tập thể",
    "vườn ươm cây giống",
    "hệ thống xử lý nước thải",
    "máy dệt kim",
    "lưới điện hạ thế",
]
_WHERE = [
    "tại phân xưởng",
    "tại tổ",
    "ở chuyền may",
    "ở ca đêm",
    "tại chi nhánh",
    "ở kho thành phẩm",
    "tại phòng kỹ thuật",
    "ở bộ phận hoàn thiện",
    "tại nhà máy",
    "ở khoa",
    "tại trường",
    "ở đội thi công",
]
_WHY = [
    "để giảm tai nạn lao động",
    "giúp tăng năng suất",
    "nhằm tiết kiệm chi phí",
    "để bớt thời gian chờ",
    "giúp đoàn viên đỡ nặng nhọc",
    "bảo đảm chất lượng đồng đều",
    "góp phần bảo vệ môi trường",
    "phục vụ người dân nhanh hơn",
    "thích ứng với đơn hàng gấp",
    "không phải thuê ngoài",
]
_BEFORE = (
    "Trước đây công việc làm bằng tay, mất nhiều công chờ và dễ sai.",
    "Thiết bị cũ hay dừng giữa ca, phải thuê thợ ngoài sửa chữa nhiều lần trong tháng.",
    "Số liệu ghi vào sổ giấy, cuối tuần mới cộng lại nên không kịp xử lý khi có sai lệch.",
)
_SOLUTION = (
    "Tổ làm thêm bộ định vị bằng vật tư sẵn có, thử trên một máy rồi nhân ra toàn chuyền.",
    "Lập trình lại bộ điều khiển, gắn thêm cảm biến nhiệt và còi báo, vẽ lại sơ đồ thao tác.",
    "Chia lại công đoạn, đặt dụng cụ theo thứ tự dùng, ghi số liệu bằng điện thoại ngay tại chỗ.",
)
_EFFECT = (
    "Thời gian làm một sản phẩm giảm một phần ba, không còn hàng phải sửa lại.",
    "Mỗi tháng tiết kiệm tiền điện và vật tư, công nhân không phải cúi, với nhiều như trước.",
    "Hồ sơ trả đúng hẹn, người lao động và người dân không phải đi lại lần hai.",
)
_FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
_MIDDLE = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Ngọc",
    "Thanh",
    "Quang",
    "Thu",
    "Xuân",
    "Kim",
    "Hải",
]
_GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Phương",
    "Quân",
    "Quý",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thắng",
    "Trang",
    "Trung",
    "Tuấn",
    "Tùng",
    "Uyên",
    "Vân",
    "Việt",
    "Yến",
]
_EMPLOYER = [
    "Công ty May",
    "Công ty Cơ khí",
    "Trường Tiểu học",
    "Bệnh viện Đa khoa",
    "Công ty Điện lực",
    "Nhà máy Xi măng",
    "Công ty Thuỷ sản",
    "Trường Mầm non",
    "Uỷ ban nhân dân xã",
    "Xí nghiệp Xe khách",
    "Công ty Chế biến gỗ",
]
_CALLED = [
    "Ánh Dương",
    "Hoà Bình",
    "Sông Xanh",
    "Bình Minh",
    "Hoa Sen",
    "Đại Thành",
    "Phú Thịnh",
    "Tân Tiến",
    "An Khang",
    "Việt Hưng",
    "Thành Công",
    "Minh Phát",
    "Hải Âu",
    "Trường Xuân",
    "Kim Long",
    "Đồng Tâm",
]


@dataclass(frozen=True)
class Name:
    """A person's name with the keys that the register keeps."""

    full: str
    folded: str
    sort: str


def every_name() -> list[Name]:
    """All combinations of family, middle and given name, their keys computed once."""
    names = (f"{f} {m} {g}" for f in _FAMILY for m in _MIDDLE for g in _GIVEN)
    return [Name(full=n, folded=text.fold(n), sort=text.given_name_key(n)) for n in names]


def employer(draw: random.Random, number: int) -> str:
    return f"{draw.choice(_EMPLOYER)} {draw.choice(_CALLED)} {number}"


def title(draw: random.Random) -> str:
    """About three million different ones."""
    words = (draw.choice(_WHAT), draw.choice(_THING), draw.choice(_WHERE))
    return f"{' '.join(words)} {draw.randint(1, 60)} {draw.choice(_WHY)}"


def prose(draw: random.Random) -> tuple[str, str, str]:
    """What was before, what is now, the effect."""
    return draw.choice(_BEFORE), draw.choice(_SOLUTION), draw.choice(_EFFECT)
