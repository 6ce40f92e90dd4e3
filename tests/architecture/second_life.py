"""What happens in the matrix to the confirmed initiative of the one CĐCS, and what it adopts."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.accounts.models import User
from sangkien.adoption.actions import adopting, asking, worth
from sangkien.adoption.actions.adopting import Told
from sangkien.adoption.enums import Finding
from sangkien.adoption.models import Adoption, Check, Course, Verification
from sangkien.core import clock
from sangkien.discussions.actions import talking
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.support.actions import asking as asking_help
from sangkien.support.actions import helping
from sangkien.support.models import HelpRequest
from tests.architecture.matrix import Form
from tests.architecture.supporting import Helpers
from tests.factories import SYSTEM, Cast, make_initiative, make_member
from tests.web.scene import by_now

REASON = {"reason": "Có lý do chính đáng."}
GROUNDS = {"finding": "amount", "amount_vnd": "2.000.000", "evidence": "Sổ sách tháng trước."}
AMOUNT = 1_000_000


class SecondLife:
    """Its own initiative is asked about; of two that it adopts one waits for its officer."""

    def __init__(
        self, cast: Cast, programme: Programme, initiatives: dict[str, Initiative]
    ) -> None:
        self.cast, self.programme = cast, programme
        confirmed = self.confirmed = initiatives["confirmed"]
        self.draft = initiatives["draft"]
        self.check = self._asked()
        self.version = self._verified(confirmed, None)
        worker = make_member(cast.factory, "Đinh Đưa Về")
        self.proposed = self._adopted(worker, "Vườn rau của bé")
        self.standing = self._adopted(cast.officer, "Góc đọc sách ngoài hiên")
        self.help = self._helped()
        self.helpers = Helpers(cast, programme, self.help)
        reader = make_member(cast.far_factory, "Bạn Đọc Xa")
        self.comment = talking.write(confirmed, text="Hay lắm.", by=by_now(reader), at=clock.now())
        self.own_version = self._verified(self.standing.initiative, self.standing)

    def _asked(self) -> Check:
        asking.follow([self.confirmed.pk])
        today = clock.today()
        Course.objects.update(starts_on=today - dt.timedelta(days=95), next_due_on=today)
        asking.open_due(clock.now())
        return Check.objects.get()

    def _verified(self, initiative: Initiative, adoption: Adoption | None) -> Verification:
        return worth.verify(
            initiative,
            adoption,
            finding=Finding.AMOUNT,
            amount_vnd=AMOUNT,
            evidence="Sổ sách tháng trước.",
            upload=SimpleUploadedFile("so.pdf", b"%PDF-1.4\n%%EOF\n"),
            by=by_now(self.cast.provincial_officer),
            at=clock.now(),
        )

    def _adopted(self, user: User, title: str) -> Adoption:
        """Of a kindergarten."""
        now, kindergarten = clock.now(), self.cast.far_factory
        author = make_member(kindergarten, "Cao Cô Giáo")
        sent = make_initiative(self.programme, kindergarten, author, at=now, title=title)
        confirmation.confirm(sent, by=SYSTEM, at=now)
        told = Told(since_on=clock.today(), place="Nhà trẻ của công ty")
        return adopting.adopt(sent, self.cast.factory, told=told, by=by_now(user), at=now)

    def _helped(self) -> HelpRequest:
        """Asked by the author about the own draft, taken by the officer, who may write in it."""
        draft = self.draft
        by, officer, now = by_now(self.cast.author), by_now(self.cast.officer), clock.now()
        asked = asking_help.ask(
            draft.unit, need="Viết phần kết quả.", initiative=draft, may_edit=True, by=by, at=now
        )
        return helping.take(asked, by=officer, at=now)

    def values(self) -> dict[str, tuple[object, ...]]:
        return {
            "library:comment.pk": (self.comment.pk,),
            "library:during_review.slug": (self.programme.slug,),
            "support.pk": (self.help.pk,),
            **self.helpers.values(),
            "library.code": (self.confirmed.code,),
            "library.token": ("khong-co",),
            "library:check.pk": (self.check.pk,),
            "library:adoption.pk": (self.proposed.pk, self.standing.pk),
            "library:verify_adoption.pk": (self.standing.pk,),
            "library:count_adoption.pk": (self.standing.pk,),
            "library:evidence.pk": (self.version.pk,),
        }

    def forms(self) -> dict[str, Form]:
        code: dict[str, object] = {"code": self.confirmed.code}
        own: dict[str, object] = {"pk": self.standing.pk}
        told = {"unit": self.cast.sister_factory.code, "since_on": "01/02/2026", "place": "Tổ 1"}
        forms: dict[str, tuple[str, dict[str, object], dict[str, Any]]] = {
            "adopt": ("sister officer", code, told),
            "adoption": ("officer", {"pk": self.proposed.pk}, {"intent": "confirm"}),
            "talk": ("sister officer", code, {"text": "Làm bằng gì vậy?"}),
            "comment": ("officer", {"pk": self.comment.pk}, {**REASON, "intent": "hide"}),
            "praise": ("sister officer", code, {}),
            "follow": ("sister officer", code, {}),
            "followed": ("author", {}, {"unit": self.cast.factory.code}),
            "during_review": ("provincial", {"slug": self.programme.slug}, {"intent": "yes"}),
            "check": ("author", {"pk": self.check.pk}, {"use": "in_use"}),
            "check_link": ("anonymous", {"token": "khong-co"}, {"use": "in_use"}),
            "verify": ("officer", code, GROUNDS),
            "verify_adoption": ("superior", own, GROUNDS),
            "count": ("superior", code, {**REASON, "verification": self.version.pk}),
            "count_adoption": ("superior", own, {**REASON, "verification": self.own_version.pk}),
        }
        mine: dict[str, object] = {"pk": self.help.pk}
        helped = {
            "support:ask": Form(
                sender="author", body={"unit": self.cast.factory.code, "need": "Tìm ý tưởng."}
            ),
            "support:detail": Form(
                sender="officer", args=mine, body={"intent": "write", "text": "Gọi tôi nhé."}
            ),
        }
        return (
            helped
            | self.helpers.forms()
            | {
                f"library:{page}": Form(sender=sender, args=args, body=body)
                for page, (sender, args, body) in forms.items()
            }
        )
