"""Photos of before and after for some of the initiatives: drawn here, so that they are nobody's."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from sangkien.demo.diary import Diary
from sangkien.demo.drawing import Draw
from sangkien.initiatives.actions import evidence
from sangkien.initiatives.enums import EvidenceKind
from sangkien.units.queries import actor_for

if TYPE_CHECKING:
    from sangkien.demo.entries import Entry

SIZE = (640, 480)
MINUTES_LATER = dt.timedelta(minutes=4)
PUBLISHED_PERCENT = 70
WALL, FLOOR, WOOD, DARK, STEEL = "#cfd8d3", "#8d8a84", "#a9794c", "#3d3a36", "#6f7f8f"
COLOURS = ("#c0392b", "#2e6da4", "#d9a441", "#3f8f5b", "#7d5ba6", "#5b6770")

Pen = ImageDraw.ImageDraw
Paint = Callable[[Pen, Draw], None]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the two photos show; `words` are found in titles that they fit."""

    words: tuple[str, ...]
    before: tuple[Paint, str]
    after: tuple[Paint, str]


@dataclass
class Album:
    """So many initiatives still get their photos."""

    draw: Draw
    left: dict[bool, int]  # of those that are decided in the end, and of the others

    def plan(self, entry: "Entry", diary: Diary, *, sent_at: dt.datetime, is_decided: bool) -> None:
        """Some minutes after sending, where a scene fits the title."""
        title = str(entry.content["title"]).lower()
        found = next((one for one in SCENES if any(word in title for word in one.words)), None)
        if found is not None and self.left[is_decided]:
            self.left[is_decided] -= 1
            diary.add(sent_at + MINUTES_LATER, partial(self._attach, entry, found))

    def _attach(self, entry: "Entry", scene: Scene, at: dt.datetime) -> None:
        is_public = self.draw.chance(PUBLISHED_PERCENT)
        actor = actor_for(entry.author, at=at)
        shown = {EvidenceKind.BEFORE: scene.before, EvidenceKind.AFTER: scene.after}
        for kind, (paint, caption) in shown.items():
            evidence.add(
                entry.initiative,
                kind=kind,
                upload=SimpleUploadedFile(f"{kind}.jpg", painted(paint, self.draw)),
                caption=caption,
                is_public=is_public,
                by=actor,
                at=at,
            )


def paper(draw: Draw) -> bytes:
    """A signed page as it comes out of the scanner."""
    page = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 60, 250, 74), fill=DARK)
    pen.rectangle((330, 60, 560, 74), fill=DARK)
    pen.rectangle((180, 150, 440, 170), fill=DARK)
    for top in range(210, 640, 26):
        pen.rectangle((60, top, draw.between(420, 560), top + 9), fill=STEEL)
    pen.ellipse((360, 680, 500, 820), outline="#c0392b", width=6)
    target = io.BytesIO()
    page.save(target, "PDF", resolution=75)
    return target.getvalue()


def painted(paint: Paint, draw: Draw) -> bytes:
    picture = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 340, *SIZE), fill=FLOOR)
    paint(pen, draw)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=80)
    return target.getvalue()


def signed_page(name: str, draw: Draw) -> SimpleUploadedFile:
    """The photo of the last page of a paper with two signatures."""
    return SimpleUploadedFile(f"{name}.jpg", painted(_page, draw))


def _page(pen: Pen, draw: Draw) -> None:
    pen.polygon(((110, 20), (548, 30), (540, 470), (98, 462)), fill="white", outline=STEEL)
    for line in range(12):
        right = 500 - (draw.between(40, 160) if line % 4 == 3 else 0)  # noqa: PLR2004 - paragraphs
        pen.line((140, 60 + line * 20, right, 62 + line * 20), fill=STEEL, width=3)
    for left in (150, 350):
        pen.line((left, 330, left + 120, 331), fill=DARK, width=4)
        points = [(left + step * 12, 380 + draw.between(-22, 22)) for step in range(11)]
        pen.line(points, fill="#1c3f8f", width=4)


def _things(draw: Draw, count: int) -> Iterator[tuple[str, int, int]]:
    for _ in range(count):
        yield draw.one(COLOURS), draw.between(20, 60), draw.between(14, 40)


def _heap(pen: Pen, draw: Draw) -> None:
    """A table on which everything lies across everything."""
    pen.rectangle((40, 300, 600, 325), fill=WOOD)
    for left in (60, 560):
        pen.rectangle((left, 325, left + 22, 450), fill=DARK)
    for colour, width, height in _things(draw, 34):
        left, top = draw.between(50, 540), draw.between(215, 290)
        pen.polygon(
            [
                (left, top),
                (left + width, top - draw.between(0, 18)),
                (left + width + 8, top + height),
                (left + 4, top + height + draw.between(0, 10)),
            ],
            fill=colour,
            outline=DARK,
        )
    for colour, width, height in _things(draw, 9):
        left = draw.between(80, 500)
        pen.ellipse((left, 400, left + width, 400 + height), fill=colour, outline=DARK)


def _rack(pen: Pen, draw: Draw) -> None:
    """Shelves with boxes, a label on each."""
    pen.rectangle((60, 60, 580, 440), fill="#e7e2d8", outline=DARK, width=6)
    for row in range(4):
        top = 75 + row * 92
        pen.rectangle((60, top + 78, 580, top + 86), fill=STEEL)
        for column in range(6):
            left = 80 + column * 82
            pen.rectangle((left, top + 10, left + 66, top + 78), fill=COLOURS[row], outline=DARK)
            pen.rectangle((left + 12, top + 28, left + 54, top + 46), fill="white")
            pen.line((left + 18, top + 37, left + 48, top + 37), fill=DARK, width=3)


def _crooked(pen: Pen, draw: Draw) -> None:
    """Parts laid out by hand, no two alike."""
    pen.rectangle((40, 120, 600, 400), fill=WOOD)
    for row in range(3):
        for column in range(6):
            left, top = 66 + column * 88 + draw.between(0, 18), 140 + row * 86 + draw.between(0, 20)
            lean = draw.between(0, 22)
            pen.polygon(
                [
                    (left, top + lean),
                    (left + 54, top),
                    (left + 54 + lean // 2, top + 44),
                    (left + 3, top + 50 + lean // 2),
                ],
                fill="#4b7fb5",
                outline=DARK,
            )


def _aligned(pen: Pen, draw: Draw) -> None:
    """The same parts in a frame with stops."""
    pen.rectangle((40, 120, 600, 400), fill=WOOD)
    pen.rectangle((58, 132, 582, 390), outline=STEEL, width=12)
    for row in range(3):
        for column in range(6):
            left, top = 82 + column * 80, 152 + row * 78
            pen.rectangle((left, top, left + 58, top + 52), fill="#4b7fb5", outline=DARK, width=2)
            pen.rectangle((left + 60, top + 4, left + 70, top + 48), fill="#d9a441")


def _scraps(pen: Pen, draw: Draw) -> None:
    """Notes of all sizes on a wall, some of them one over another."""
    for _ in range(26):
        left, top = draw.between(50, 500), draw.between(40, 280)
        width, height = draw.between(50, 110), draw.between(40, 80)
        tilt = draw.between(0, 16)
        pen.polygon(
            [
                (left, top + tilt),
                (left + width, top),
                (left + width, top + height),
                (left, top + height),
            ],
            fill=draw.one(("#fff6c9", "#ffffff", "#f6d7d2", "#dcecf8")),
            outline=STEEL,
        )
        for line in range(3):
            at = top + 14 + line * 12
            pen.line((left + 8, at, left + width - 14, at), fill=STEEL, width=2)


def _board(pen: Pen, draw: Draw) -> None:
    """A board with rows, columns and a colour for what is done."""
    pen.rectangle((50, 40, 590, 330), fill="white", outline=DARK, width=8)
    pen.rectangle((58, 48, 582, 84), fill=COLOURS[1])
    for row in range(6):
        top = 92 + row * 39
        pen.line((58, top + 36, 582, top + 36), fill=STEEL, width=2)
        pen.line((70, top + 18, 170, top + 18), fill=DARK, width=5)
        for column in range(7):
            left = 196 + column * 54
            done = column < draw.between(3, 7)
            pen.rectangle(
                (left, top + 6, left + 42, top + 30), fill="#3f8f5b" if done else "#e6e6e6"
            )


TIDY = _rack
SCENES = (
    Scene(
        words=("bảng báo", "bảng màu", "nhật ký", "sổ điện tử", "ghi chỉ số", "theo dõi nhiệt"),
        before=(_scraps, "Ghi trên giấy rời, khó theo dõi"),
        after=(_board, "Một bảng chung, nhìn là biết"),
    ),
    Scene(
        words=("khay", "tủ ", "rập", "xe đẩy", "gọn gàng", "vải đầu tấm"),
        before=(_heap, "Để lẫn lộn, tìm mất thời gian"),
        after=(_rack, "Mỗi thứ một ô, có nhãn"),
    ),
    Scene(
        words=("đồ gá",),
        before=(_crooked, "Căn bằng mắt, mỗi chiếc một kiểu"),
        after=(_aligned, "Có đồ gá, chiếc nào cũng như nhau"),
    ),
)
