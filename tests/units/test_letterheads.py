import pytest

from sangkien.units import letterheads


@pytest.mark.parametrize(
    ("name", "office", "place"),
    [
        ("LĐLĐ tỉnh An Giang", "LĐLĐ", "An Giang"),
        ("Liên đoàn Lao động thành phố Hà Nội", "LĐLĐ", "Hà Nội"),
        ("LĐLĐ TP. Hồ Chí Minh", "LĐLĐ", "Thành phố Hồ Chí Minh"),
        ("LĐLĐ quận 12", "LĐLĐ", "Quận 12"),
        ("Công đoàn phường Long Biên", "CĐ", "Long Biên"),
        ("Tổng Liên đoàn Lao động Việt Nam", "TLĐ", "Hà Nội"),
        ("Công đoàn Công Thương Việt Nam", "CĐ", ""),
        ("CĐCS Công ty May Sông Xanh", "CĐ", ""),
    ],
)
def test_symbol_and_place_follow_from_the_name(name: str, office: str, place: str) -> None:
    assert (letterheads.office(name), letterheads.place(name)) == (office, place)
