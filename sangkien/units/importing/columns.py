"""The columns of the lists, and every header under which people know them."""

from sangkien.imports.kinds import Column

MEMBERS = (
    Column(
        key="member_code",
        label="Mã đoàn viên",
        hint="Từ 3 đến 30 chữ và số, theo thẻ đoàn viên hoặc mã nhân viên.",
        spellings=(
            "Mã ĐV", "Mã số đoàn viên", "Số thẻ", "Số thẻ đoàn viên", "Mã thẻ", "Mã thẻ đoàn viên",
            "Mã nhân viên", "Mã NV", "Mã số nhân viên", "MSNV", "MNV", "Mã CNV",
        ),
        examples=("DV000123", "DV000124", "DV000125"),
        is_required=True,
    ),
    Column(
        key="full_name",
        label="Họ và tên",
        hint="Đủ họ, tên đệm, tên; gõ có dấu.",
        spellings=(
            "Họ tên", "Họ và tên đoàn viên", "Họ tên đoàn viên", "Tên đoàn viên", "Tên",
            "Họ và tên nhân viên", "Họ tên nhân viên", "Họ và tên người lao động",
        ),
        examples=("Nguyễn Thị Hoa", "Trần Văn Đức", "Lê Thị Kim Ngân"),
        is_required=True,
        width=28,
    ),
    Column(
        key="phone",
        label="Số điện thoại",
        hint="Không bắt buộc. Ví dụ 0912345678; mất số 0 ở đầu thì hệ thống tự thêm.",
        spellings=("SĐT", "Điện thoại", "Di động", "Số ĐT", "ĐT", "Số di động", "Điện thoại di động"),
        examples=("0912345678", "", "0987654321"),
    ),
    Column(
        key="unit_code",
        label="Mã đơn vị",
        hint="Mã của công đoàn cơ sở, bộ phận. Để trống nếu đã ghi tên đơn vị.",
        spellings=("Mã CĐCS", "Mã công đoàn", "Mã bộ phận", "Mã phòng ban"),
        examples=("CDCS-001", "", "CDCS-001"),
        choices="units",
    ),
    Column(
        key="unit_name",
        label="Tên đơn vị",
        hint="Đúng tên đơn vị trong hệ thống, khi không ghi mã. Không tạo đơn vị mới.",
        spellings=(
            "Đơn vị", "CĐCS", "Công đoàn cơ sở", "Công đoàn bộ phận", "Tổ công đoàn", "Bộ phận",
            "Phòng ban", "Tên CĐCS", "Tên công đoàn cơ sở",
        ),
        examples=("", "CĐCS Công ty May Ánh Dương", ""),
        width=36,
    ),
    Column(
        key="since_on",
        label="Vào đơn vị từ ngày",
        hint="Ngày/tháng/năm. Để trống thì tính từ ngày gửi tệp.",
        spellings=(
            "Từ ngày", "Ngày vào", "Ngày vào đơn vị", "Ngày vào công ty", "Ngày vào làm",
            "Ngày gia nhập", "Ngày vào công đoàn", "Ngày kết nạp", "Thuộc đơn vị từ ngày",
        ),
        examples=("01/03/2020", "", "15/08/2019"),
        is_day=True,
    ),
    Column(
        key="left_on",
        label="Rời đơn vị ngày",
        hint="Ngày cuối cùng ở đơn vị, chỉ ghi cho người đã nghỉ, đã chuyển đi.",
        spellings=(
            "Ngày rời", "Ngày rời đơn vị", "Ngày nghỉ", "Ngày nghỉ việc", "Ngày thôi việc",
            "Ngày chuyển đi", "Đến ngày",
        ),
        examples=("", "", "31/10/2026"),
        is_day=True,
    ),
)  # fmt: skip

UNITS = (
    Column(
        key="code",
        label="Mã đơn vị",
        hint="Chữ không dấu, số, dấu gạch. Gửi lại cùng mã là cập nhật số liệu, không thêm.",
        spellings=("Mã", "Mã CĐCS", "Mã công đoàn"),
        examples=("CDCS-001", "CDCS-001-BP1"),
        is_required=True,
    ),
    Column(
        key="name",
        label="Tên đơn vị",
        hint="Tên đầy đủ theo quyết định thành lập.",
        spellings=("Tên", "Đơn vị", "Tên công đoàn", "Tên CĐCS", "Tên công đoàn cơ sở"),
        examples=("CĐCS Công ty May Ánh Dương", "Công đoàn bộ phận Xưởng may 1"),
        is_required=True,
        width=44,
    ),
    Column(
        key="level",
        label="Cấp",
        hint="Chọn trong danh sách.",
        spellings=("Cấp công đoàn", "Cấp đơn vị", "Loại đơn vị"),
        examples=("Công đoàn cơ sở", "Công đoàn bộ phận, tổ công đoàn"),
        is_required=True,
        choices="levels",
        width=30,
    ),
    Column(
        key="parent_code",
        label="Mã đơn vị cấp trên",
        hint="Đã có trong hệ thống, hoặc ở dòng phía trên của tệp. Để trống: đơn vị đang nhập.",
        spellings=("Mã cấp trên", "Cấp trên", "Mã đơn vị cha", "Trực thuộc", "Mã công đoàn cấp trên"),
        examples=("", "CDCS-001"),
        choices="units",
        width=22,
    ),
    Column(
        key="opened_on",
        label="Ngày thành lập",
        hint="Ngày/tháng/năm. Để trống nếu không rõ: coi như đã có từ trước.",
        spellings=("Thành lập ngày", "Ngày lập"),
        examples=("15/08/2012", ""),
        is_day=True,
    ),
    Column(
        key="members",
        label="Số đoàn viên",
        hint="Số nguyên. Ghi cùng số lao động.",
        spellings=("Đoàn viên", "Tổng số đoàn viên"),
        examples=("1250", "320"),
        is_number=True,
    ),
    Column(
        key="workers",
        label="Số lao động",
        hint="Số nguyên. Ghi cùng số đoàn viên.",
        spellings=("Lao động", "Số CNVCLĐ", "CNVCLĐ", "Số người lao động", "Tổng số lao động"),
        examples=("1400", "350"),
        is_number=True,
    ),
    Column(
        key="counted_on",
        label="Số liệu tính đến ngày",
        hint="Ngày/tháng/năm. Để trống: ngày gửi tệp.",
        spellings=("Tính đến ngày", "Ngày thống kê", "Ngày số liệu"),
        examples=("30/09/2026", ""),
        is_day=True,
    ),
)  # fmt: skip
