"""What officers keep in order besides initiatives: names, questions, clusters, a shared tablet."""

import datetime as dt
import io
import uuid
from pathlib import Path

import fontpkg_be_vietnam_pro
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.demo import launching
from sangkien.demo.blocks.live import PROGRAMME, PROVINCE, SUPERIOR_UNIT, UNIT
from sangkien.demo.logins import AUTHOR
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.kiosks.actions import kiosks
from sangkien.units.actions import cluster_leading, naming, people, workplaces
from sangkien.units.enums import ClusterPost
from sangkien.units.models import Alias, Cluster, Unit
from sangkien.units.queries import actor_for

ALIASES = ("May Ánh Dương", "ADX", "Xưởng may cầu Hướng Dương")
WORKPLACE, PLACE = "Xưởng đan lục bình Bông Súng Mới", "Ấp 3, xã Sông Trăng"
FOUND, FOUND_PLACE = "Xí nghiệp may Hướng Dương 2", "đường Nắng Mới, phường Hướng Dương"
WARDS, DEPUTY_UNIT = 1, "L34-91-P2"  # the cluster of this number, and who is second in it
KEYS = uuid.UUID("5a6e6b69-656e-4d61-8175-000000000000")
PAGE, MARGIN, LINE = (1240, 1754), 140, 62  # A4 at 150 dots per inch


def is_built() -> bool:
    return Alias.objects.filter(unit__code=UNIT).exists()


def build(setting: Setting) -> None:
    at = setting.now - dt.timedelta(hours=3)
    factory = unit(UNIT)
    superior = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    for name in ALIASES:
        naming.add_alias(factory, name=name, by=actor_for(superior, at=at), at=at)
    author = User.objects.get(member_code=AUTHOR.member_code)
    for name, place in ((WORKPLACE, PLACE), (FOUND, FOUND_PLACE)):
        workplaces.ask(
            name=name,
            place=place,
            near=unit(PROVINCE),
            request_key=uuid.uuid5(KEYS, name),
            by=actor_for(author, at=at),
            at=at,
        )
    # Somebody asked under the name that people use; now the unit has it, and the queue offers it.
    naming.add_alias(factory, name=FOUND, by=actor_for(superior, at=at), at=at)
    _lead(setting, head=superior, at=at)
    _inspect(at=at)
    _open_kiosk(factory, at=at)


def _lead(setting: Setting, *, head: User, at: dt.datetime) -> None:
    """Head and deputy of the wards' cluster for the year, their order, and its documents."""
    provincial = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    by, year = actor_for(provincial, at=at), setting.today.year
    cluster = Cluster.objects.select_related("organiser").get(
        organiser__code=PROVINCE, year=year, number=WARDS, parent=None
    )
    first, second = unit(SUPERIOR_UNIT), unit(DEPUTY_UNIT)
    deputy = officer_of(DEPUTY_UNIT, RoleKey.SUPERIOR_OFFICER)
    for place, post, person in (
        (first, ClusterPost.HEAD, head),
        (second, ClusterPost.DEPUTY, deputy),
    ):
        cluster_leading.appoint(
            cluster,
            place,
            post=post,
            person=person.full_name,
            user=person,
            since_on=dt.date(year, 1, 1),
            until_on=dt.date(year, 12, 31),
            by=by,
            at=at,
        )
    cluster_leading.set_rotation(cluster, [first.pk, second.pk], by=by, at=at)
    _documents(cluster, today=setting.today, by=by, at=at)


def _inspect(*, at: dt.datetime) -> None:
    """The province sends somebody to look at the other one: only the province sends them home."""
    provincial = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    people.grant_role(
        unit(SUPERIOR_UNIT),
        officer_of(DEPUTY_UNIT, RoleKey.SUPERIOR_OFFICER),
        role=RoleKey.AUDITOR,
        since_on=local_day(at),
        until_on=local_day(at) + dt.timedelta(days=60),
        by=actor_for(provincial, at=at),
        at=at,
        reason="Kiểm tra chéo theo kế hoạch của Liên đoàn Lao động tỉnh",
    )


def _documents(cluster: Cluster, *, today: dt.date, by: Actor, at: dt.datetime) -> None:
    year = today.year
    rules = f"Quy chế hoạt động của {cluster.name} năm {year}"
    for number, day, title, upload in (
        (f"01/QC-CTĐ-{year}", dt.date(year, 1, 15), rules, _scanned(rules)),
        ("", dt.date(year, 1, 20), f"Giao ước thi đua năm {year}", None),
    ):
        cluster_leading.add_document(
            cluster,
            number=number,
            dated_on=min(day, today),
            title=title,
            upload=upload,
            by=by,
            at=at,
        )


def _scanned(title: str) -> SimpleUploadedFile:
    """A page as somebody photographs it."""
    page = Image.new("L", PAGE, 250)
    font = ImageFont.truetype(_font(), 34)
    pen = ImageDraw.Draw(page)
    lines = (
        "Bản mẫu để dùng thử, không phải văn bản thật",
        "",
        *_wrapped(title.upper()),
        "",
        "Điều 1. Cụm trưởng điều hành chung trong năm.",
        "Điều 2. Cụm phó thay khi cụm trưởng vắng mặt.",
        "Điều 3. Năm sau đến lượt đơn vị kế tiếp trong danh sách.",
    )
    for row, line in enumerate(lines):
        pen.text((MARGIN, MARGIN + row * LINE), line, font=font, fill=40)
    target = io.BytesIO()
    page.save(target, "JPEG", quality=60)
    return SimpleUploadedFile("quy-che-cum.jpg", target.getvalue())


def _font() -> str:
    return str(Path(fontpkg_be_vietnam_pro.ROOT) / "files" / "BeVietnamPro-Regular.ttf")


def _wrapped(words: str, *, most: int = 44) -> list[str]:
    rows = [""]
    for word in words.split():
        if len(rows[-1]) + len(word) > most:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _open_kiosk(factory: Unit, *, at: dt.datetime) -> None:
    officer = officer_of(UNIT, RoleKey.GRASSROOTS_OFFICER)
    kiosks.open_kiosk(
        factory,
        launching.board(PROGRAMME).programme,
        name="Máy bảng ở nhà ăn ca",
        request_key=uuid.uuid5(KEYS, "kiosk"),
        by=actor_for(officer, at=at),
        at=at,
    )
