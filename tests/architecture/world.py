"""The one CĐCS whose objects fill the addresses of the matrix."""

import datetime as dt
import uuid
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password

from sangkien.access.roles import RoleKey
from sangkien.accounts import queries
from sangkien.accounts.actions import factors
from sangkien.accounts.factors import new_secret
from sangkien.accounts.models import Pin, User
from sangkien.accounts.queries import Factor
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation, drafting, escalating
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import schedule
from sangkien.notices.models import Notice
from sangkien.privacy.actions import requests
from sangkien.privacy.enums import RequestKind
from sangkien.programmes.actions import drafting as programme_drafting
from sangkien.programmes.actions import periods
from sangkien.programmes.models import Period, Programme
from sangkien.units.actions import clusters, moving, transfers
from sangkien.units.enums import ActKind, ClusterKind, Leaving
from sangkien.units.models import Cluster, Grant, Lookalike, Membership, Reorganisation
from tests.architecture.aims import Aims
from tests.architecture.awarded import Awarded
from tests.architecture.carded import Carded
from tests.architecture.clusters import Clusters
from tests.architecture.councils import Councils
from tests.architecture.decided import Decided
from tests.architecture.designing import Designed
from tests.architecture.documented import Documented
from tests.architecture.entrances import make_entrances
from tests.architecture.exhibits import make_exhibits
from tests.architecture.exported import Exported
from tests.architecture.funded import Funded
from tests.architecture.granted import somebody_acting
from tests.architecture.lists import an_import
from tests.architecture.names import a_question, an_alias
from tests.architecture.nominated import Nominated
from tests.architecture.pacts import Pacts
from tests.architecture.practised import Practised
from tests.architecture.recognised import make_recognised
from tests.architecture.reported import Reported
from tests.architecture.reviewed import Reviewed
from tests.architecture.scored import Scored
from tests.architecture.second_life import SecondLife
from tests.architecture.urged import Urged
from tests.factories import (
    NOW,
    PASSWORD,
    SYSTEM,
    content_of,
    make_member,
    make_officer,
    make_phase,
    make_target,
    make_unit,
)
from tests.units.acts import decide, new
from tests.web.scene import DAY, Scene, by_now, make_scene

READERS = (
    "anonymous",
    "author",
    "fellow",
    "officer",
    "sister officer",
    "neighbouring superior",
    "superior",
    "provincial",
    "another province",
    "national",
    "auditor",
    "data officer",
)
TITLES = {
    "draft": "Giá phơi vải gấp gọn",
    "sent": "Chốt định vị bàn cắt",
    "returned": "Tủ dụng cụ có bóng mờ",
    "confirmed": "Phễu rót keo chống tràn",
    "shared": "Giá để khuôn hai tầng",
    "sleeping": "Khay chia nút áo theo cỡ",
}
PIN = "802914"


class Factory:
    """The factory's objects, made once and used to fill addresses and forms."""

    def __init__(self) -> None:
        self.scene: Scene = make_scene()
        self.cast = self.scene.cast
        self.programme: Programme = self.scene.programme
        self.cast.author.set_password(PASSWORD)
        self.cast.author.save()
        Pin.objects.create(user=self.cast.author, encoded=make_password(PIN), set_at=NOW)
        self.unlaunched = self._draft_programme()
        self.designed = Designed(self.programme, self.unlaunched, self.cast.superior)
        self.campaign = self._campaign()
        self.cluster = self._cluster()
        self.clusters = Clusters(self.cast, self.cluster)
        self.councils = Councils(self.cast)
        self._promises()
        phase = self.programme.periods.get(kind="phase")
        self.target = make_target(phase, self.cast.factory, 10, at=clock.now())
        self.grant = Grant.objects.get(user=self.cast.officer)
        self.acting = somebody_acting(self.cast, self.grant)
        self.membership = Membership.objects.get(user=self.cast.author)
        self.factor = self._factor()
        self.act = self._act(days=30)
        self.done_act = self._act(days=0)
        self.entrances = make_entrances(
            self.cast.factory, self.programme, self.unlaunched, self.cast.officer
        )
        self.fellow = make_member(self.cast.factory, "Phan Cùng Xưởng")
        self._work()
        self.imports = {state: an_import(self.cast, state) for state in ("previewed", "done")}
        self._people()
        self.readers = self._readers()
        self.notice = self._notice()
        schedule.run_due(clock.now())  # the worker was here: figures are counted, we are ready

    def _promises(self) -> None:
        """What the unit signed, does for its members, is scored by and awards."""
        self.pacts = Pacts(self.cast)
        self.practised = Practised(self.cast)
        self.nominated = Nominated(self.cast)
        self.scored = Scored(self.cast)
        self.awarded = Awarded(self.cast)
        self.carded = Carded(self.cast)
        self.reviewed = Reviewed(self.cast, self.carded)
        self.funded = Funded(self.cast)
        self.decided = Decided(self.cast)

    def _work(self) -> None:
        """What was written, and what came of it."""
        self.aims = Aims(self.cast)
        self.initiatives = self._initiatives()
        self.alias, self.asked = an_alias(self.cast), a_question(self.cast)
        self.designed.leave_for_later(self.initiatives["sent"])
        self.recognised = make_recognised(self.scene)
        self.exported = Exported(self.cast)
        self.reported = Reported(self.cast, self.programme, self.unlaunched)
        self.second_life = SecondLife(self.cast, self.programme, self.initiatives)
        self.urged = Urged(self.cast, self.programme)
        self.documented = Documented(self.cast, self.programme)

    def _people(self) -> None:
        """One person who left, one who moves, two who look alike, one who asks for erasure."""
        cast, now, today = self.cast, clock.now(), clock.today()
        officer = by_now(cast.officer)
        gone = make_member(cast.factory, "Ngô Đã Nghỉ")
        self.gone = Membership.objects.get(user=gone)
        moving.leave(self.gone, cause=Leaving.RETIRED, last_on=today, reason="", by=officer, at=now)
        mover = Membership.objects.get(user=make_member(cast.factory, "Ngô Sắp Chuyển"))
        self.transfer = transfers.send(
            mover, cast.far_factory, moves_on=today, reason="Đổi chỗ làm", by=officer, at=now
        )
        twins = [make_member(cast.factory, "Ngô Song Sinh") for _ in range(2)]
        self.pair = Lookalike.objects.get(first=twins[0], second=twins[1])
        asking = make_member(cast.factory, "Ngô Muốn Xóa")
        self.data_request = requests.send(
            asking, kind=RequestKind.DELETE, text="Xin xóa.", by=by_now(asking), at=now
        )
        self.own_request = requests.send(
            cast.author, kind=RequestKind.OBJECT, text="Phản đối.", by=by_now(cast.author), at=now
        )

    def _draft_programme(self) -> Programme:
        """Complete, but not launched."""
        content = programme_drafting.Content(
            title="Chương trình chưa phát động",
            kinds=(),
            fields=("An toàn",),
            documents=(("02/KH-LĐLĐ", dt.date(2026, 1, 5), "Kế hoạch"),),
        )
        drafted = programme_drafting.draft_programme(
            self.cast.province, content=content, by=SYSTEM, at=NOW
        )
        now = clock.now()
        make_phase(drafted, opens_at=now, closes_at=now + dt.timedelta(days=30))
        return drafted

    def _campaign(self) -> Period:
        now = clock.now()
        return periods.run_campaign(
            self.programme,
            self.cast.province,
            number=None,
            name="Cao điểm",
            opens_at=now + dt.timedelta(hours=1),  # what has begun is only put off
            closes_at=now + dt.timedelta(days=5),
            by=SYSTEM,
            at=NOW,
        )

    def _cluster(self) -> Cluster:
        cluster = clusters.form_cluster(
            organiser=self.cast.province,
            kind=ClusterKind.CLUSTER,
            year=clock.today().year,
            name="Cụm I",
            number=1,
            by=SYSTEM,
            at=NOW,
        )
        clusters.join_cluster(cluster, self.cast.superior, by=SYSTEM, at=NOW)
        return cluster

    def _factor(self) -> Factor:
        """An authenticator app of the author's."""
        author, secret, now = self.cast.author, new_secret(), clock.now()
        typed = format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))
        options: dict[str, Any] = {"by": by_now(author), "at": now, "staying": None}
        factors.add_totp(author, secret=secret, typed=typed, **options)
        return queries.factors_of(author)[0]

    def _act(self, *, days: int) -> Reorganisation:
        """A section of the factory gets another name, today or later."""
        section = make_unit(f"Tổ công đoàn {days}", level="bo-phan", parent=self.cast.factory)
        day = clock.today() + dt.timedelta(days=days)
        renamed = (new("", "Tổ công đoàn 9A"),)
        return decide(ActKind.RENAME, section, new=renamed, effective_on=day, at=clock.now())

    def _notice(self) -> Notice:
        """To the author, as the worker makes them of the journal."""
        return Notice.objects.create(
            recipient=self.cast.author,
            entry_id=1,
            kind="initiative.confirmed",
            subject_kind="initiative",
            key=self.initiatives["confirmed"].code,
            title=TITLES["confirmed"],
            happened_at=clock.now(),
        )

    def _initiatives(self) -> dict[str, Initiative]:
        officer, now = by_now(self.cast.officer), clock.now()
        made = {
            key: self.scene.sent(title=TITLES[key]) for key in ("sent", "returned", "confirmed")
        }
        credit = Credit(login=self.fellow.member_code, share_bp=1_000)
        made["shared"] = self.scene.sent(
            title=TITLES["shared"], author_share_bp=9_000, credits=(credit,)
        )
        made["sleeping"] = self.scene.sent(title=TITLES["sleeping"])
        late = Initiative.objects.filter(pk=made["sleeping"].pk)
        late.update(due_on=clock.today() - 20 * DAY)
        escalating.notice_overdue(now)
        confirmation.return_for_changes(made["returned"], reason="Ghi rõ.", by=officer, at=now)
        confirmation.confirm(made["confirmed"], by=officer, at=now)
        made["draft"] = drafting.start_draft(
            self.programme,
            self.cast.factory,
            author=self.cast.author,
            request_key=uuid.uuid4(),
            changes=content_of(self.programme, title=TITLES["draft"]),
            by=by_now(self.cast.author),
            at=now,
        )
        self.exhibits = make_exhibits(made["draft"], by_now(self.cast.author))
        return made

    def _readers(self) -> dict[str, User | None]:
        cast = self.cast
        elsewhere = make_unit("LĐLĐ tỉnh Biển Bạc", level="tinh", parent=cast.national)
        people = (
            None,
            cast.author,
            self.fellow,
            cast.officer,
            cast.sister_officer,
            make_officer(cast.sister_superior, RoleKey.SUPERIOR_OFFICER, "Mai Láng Giềng"),
            cast.superior_officer,
            cast.provincial_officer,
            make_officer(elsewhere, RoleKey.PROVINCIAL_OFFICER, "Tạ Tỉnh Khác"),
            cast.national_officer,
            cast.auditor,
            make_officer(cast.province, RoleKey.DATA_OFFICER, "Kim Bảo Mật"),
        )
        return dict(zip(READERS, people, strict=True))
