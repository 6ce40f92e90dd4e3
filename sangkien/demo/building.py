"""Build the sample data part by part; a part that is there already is left alone."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction

from sangkien.core import db
from sangkien.demo import (
    agreements,
    auditing,
    commending,
    criteria,
    daily,
    documents,
    dossiers,
    followup,
    inspecting,
    kien_giang_scores,
    oversight,
    practices,
    recognition,
    restoring,
    review,
    rewarding,
    scorecards,
    secrets,
    targets,
    teams,
)
from sangkien.demo.blocks import an_giang, everyday, kien_giang, live, million, tree
from sangkien.demo.setting import Setting
from sangkien.journal.actions import deliveries
from sangkien.notices.actions import spreads
from sangkien.progress.actions import breaking_down, folding, history, sizing
from sangkien.progress.models import HistoricalFigure

LOCK = 7_304_009  # of two runs at once, the second finds each part there


@dataclass(frozen=True, kw_only=True)
class Block:
    """One part: made in one transaction, so that it is whole or not there at all."""

    title: str
    is_built: Callable[[], bool]
    build: Callable[[Setting], object]


def _history_is_loaded() -> bool:
    return HistoricalFigure.objects.exists()


def _load_history(setting: Setting) -> None:
    history.load_history(history.read_figures())


BLOCKS = (
    Block(title="Cây tổ chức công đoàn", is_built=tree.is_loaded, build=tree.load),
    Block(
        title="An Giang 2020: mỗi CĐCS ít nhất 01 mô hình",
        is_built=an_giang.is_2020_built,
        build=an_giang.build_2020,
    ),
    Block(
        title="75 nghìn sáng kiến 2021, CĐCS Óc Eo",
        is_built=an_giang.is_2021_built,
        build=an_giang.build_2021,
    ),
    Block(title="1 triệu sáng kiến 2021–2023", is_built=million.is_launched, build=million.launch),
    Block(title="Kiên Giang 2022", is_built=kien_giang.is_built, build=kien_giang.build),
    Block(
        title="Chấm điểm Kiên Giang 2022",
        is_built=kien_giang_scores.is_built,
        build=kien_giang_scores.build,
    ),
    Block(title="Vị Thanh 2022", is_built=million.is_vi_thanh_built, build=million.build_vi_thanh),
    Block(
        title="Vị Thanh 2022: đề nghị Bằng khen",
        is_built=dossiers.is_vi_thanh_built,
        build=dossiers.build_vi_thanh,
    ),
    Block(
        title="Bằng khen cho 74 sáng kiến ở Vị Thanh",
        is_built=commending.is_2022_built,
        build=commending.build_2022,
    ),
    Block(title="Ba Chẽ 2022–2023", is_built=million.is_ba_che_built, build=million.build_ba_che),
    Block(title="Tổ hỗ trợ 2022", is_built=teams.are_2022_built, build=teams.build_2022),
    Block(title="Sắp xếp tổ chức 01/7/2025", is_built=tree.is_reorganised, build=tree.reorganise),
    Block(title="Chương trình mẫu đang chạy", is_built=live.is_built, build=live.build),
    Block(title="Tên gọi, cụm, máy đăng ký", is_built=everyday.is_built, build=everyday.build),
    Block(title="Chương trình xét qua bốn cấp", is_built=review.is_built, build=review.build),
    Block(title="Một bí mật kinh doanh", is_built=secrets.is_built, build=secrets.build),
    Block(title="Công nhận sáng kiến", is_built=recognition.is_built, build=recognition.build),
    Block(title="Giao ước thi đua", is_built=agreements.is_built, build=agreements.build),
    Block(title="Mô hình, cách làm hay", is_built=practices.is_built, build=practices.build),
    Block(title="Chỉ tiêu các loại", is_built=targets.is_built, build=targets.build),
    Block(title="Số liệu theo ngày, theo giờ", is_built=daily.is_built, build=daily.build),
    Block(title="Tổ hỗ trợ sáng kiến", is_built=teams.is_live_built, build=teams.build_live),
    Block(title="Đôn đốc", is_built=followup.is_built, build=followup.build),
    Block(title="Chế độ báo cáo", is_built=oversight.is_built, build=oversight.build),
    Block(title="Kiểm tra, giám sát", is_built=inspecting.is_built, build=inspecting.build),
    Block(title="Hậu kiểm sáng kiến", is_built=auditing.is_built, build=auditing.build),
    Block(title="Văn bản, báo cáo sơ kết", is_built=documents.is_built, build=documents.build),
    Block(title="Bảng điểm thi đua", is_built=criteria.is_built, build=criteria.build),
    Block(title="Phiếu chấm điểm", is_built=scorecards.is_live_built, build=scorecards.build_live),
    Block(title="Hồ sơ khen thưởng", is_built=dossiers.is_built, build=dossiers.build),
    Block(title="Quyết định khen thưởng", is_built=commending.is_built, build=commending.build),
    Block(
        title="Khen thưởng thu hồi, khôi phục", is_built=restoring.is_built, build=restoring.build
    ),
    Block(
        title="Người ký, hội đồng, quỹ khen thưởng của tỉnh",
        is_built=rewarding.is_built,
        build=rewarding.build,
    ),
    Block(title="Số liệu lịch sử", is_built=_history_is_loaded, build=_load_history),
)


def is_begun() -> bool:
    """Whether the first part is there: then the units in the database are the demo's."""
    return BLOCKS[0].is_built()


def is_whole() -> bool:
    return all(block.is_built() for block in BLOCKS)


def build(setting: Setting) -> Iterator[tuple[Block, bool]]:
    """Each part in turn, with whether it was built now or stood already."""
    for block in BLOCKS:
        with transaction.atomic():
            db.exclusive(LOCK)
            is_new = not block.is_built()
            if is_new:
                block.build(setting)
        yield block, is_new


def settle(now: dt.datetime) -> None:
    """What the background worker would do within a minute, so that pages show figures at once."""
    for work in (folding.fold, sizing.refresh, deliveries.deliver_batch, spreads.go_on):
        done = 1
        while done:
            with transaction.atomic():  # one write to the disk per round
                done = work(now)
    breaking_down.begin(now)
