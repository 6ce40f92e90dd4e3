"""How people at work shorten what regulations spell out; either way finds the other.

Left out on purpose, because they stand for two things: CĐ (công đoàn, cao đẳng), ĐN, CP.
"""

ABBREVIATIONS = {
    # Union
    "CĐCS": "công đoàn cơ sở",
    "LĐLĐ": "liên đoàn lao động",
    "TLĐ": "tổng liên đoàn",
    "BCH": "ban chấp hành",
    "ATVSV": "an toàn vệ sinh viên",
    "ATVSLĐ": "an toàn vệ sinh lao động",
    "BHLĐ": "bảo hộ lao động",
    "SKKN": "sáng kiến kinh nghiệm",
    # Offices and enterprises
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "BQL": "ban quản lý",
    "KCN": "khu công nghiệp",
    "KCX": "khu chế xuất",
    "KKT": "khu kinh tế",
    "TP": "thành phố",
    "HCM": "Hồ Chí Minh",
    "TNHH": "trách nhiệm hữu hạn",
    "MTV": "một thành viên",
    "CTCP": "công ty cổ phần",
    "DNTN": "doanh nghiệp tư nhân",
    "BV": "bệnh viện",
    "THADS": "thi hành án dân sự",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "TTHC": "thủ tục hành chính",
    "PCCC": "phòng cháy chữa cháy",
    # Schools
    "THPT": "trung học phổ thông",
    "THCS": "trung học cơ sở",
    "TH": "tiểu học",
    "MN": "mầm non",
    "GDTX": "giáo dục thường xuyên",
    "GDMN": "giáo dục mầm non",
    "GV": "giáo viên",
    "GVCN": "giáo viên chủ nhiệm",
    "HS": "học sinh",
    "HSG": "học sinh giỏi",
    "HSSV": "học sinh sinh viên",
    "SV": "sinh viên",
    "KNS": "kỹ năng sống",
    "SGK": "sách giáo khoa",
    "DTTS": "dân tộc thiểu số",
    # Work
    "CNTT": "công nghệ thông tin",
    "CĐS": "chuyển đổi số",
    "BVMT": "bảo vệ môi trường",
    "CBCNV": "cán bộ công nhân viên",
    "CNVC": "công nhân viên chức",
    "NLĐ": "người lao động",
    "ĐVTN": "đoàn viên thanh niên",
}

# Also a word of its own ("ai"), so only its capitals stand for anything.
IN_CAPITALS = {"AI": "trí tuệ nhân tạo"}
