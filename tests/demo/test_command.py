"""`sangkien demo`: when it refuses, when it leaves everything alone, what it writes."""

import dataclasses
import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from sangkien.demo import building
from sangkien.demo.blocks import an_giang, tree
from sangkien.demo.setting import Setting
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit
from tests.factories import NOW, make_unit

# One test builds everything: a quarter of a minute, several on a busy machine.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def test_demo_refuses_in_production(settings: LazySettings) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, name="production")

    with pytest.raises(CommandError, match="SANGKIEN_ENV=production"):
        run()

    assert not Unit.objects.exists()


def test_demo_if_empty_leaves_real_units_alone(tmp_path: Path) -> None:
    make_unit("LĐLĐ tỉnh Bình Minh", level="trung-uong", parent=None)

    said = run("--if-empty", "--json", str(tmp_path / "demo.json"))

    assert said == "Đã có dữ liệu của đơn vị, không tạo dữ liệu mẫu.\n"
    assert Unit.objects.count() == 1
    assert list(tmp_path.iterdir()) == []


def test_demo_if_empty_keeps_what_another_version_made() -> None:
    tree.load(Setting(size="small", seed=1, now=NOW))
    an_giang.build_2020(Setting(size="small", seed=1, now=NOW))
    Programme.objects.update(title="Tên của phiên bản trước", slug="ten-cu")

    said = run("--if-empty")

    assert said.splitlines()[-1] == "Dữ liệu mẫu do một phiên bản khác tạo: giữ nguyên như đang có."
    assert Programme.objects.count() == 1


def test_demo_if_empty_goes_on_where_an_earlier_run_was_stopped(tmp_path: Path) -> None:
    tree.load(Setting(size="small", seed=1, now=NOW))
    file = tmp_path / "demo.json"

    said = run("--if-empty", "--json", str(file))

    assert said.splitlines()[:2] == [
        "Đã có sẵn: Cây tổ chức công đoàn",
        "Đã tạo: An Giang 2020: mỗi CĐCS ít nhất 01 mô hình",
    ]
    assert building.is_whole()
    assert len(json.loads(file.read_text(encoding="utf-8"))["logins"]) == 12
    assert run("--if-empty") == "Dữ liệu mẫu đã có đủ, không thay đổi gì.\n"
    with pytest.raises(CommandError, match="Không ghi được tệp"):
        run("--json", str(tmp_path / "absent" / "demo.json"))


def test_demo_needs_a_known_size() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        run("--size", "huge")
