"""Good practices of the one CĐCS of the matrix at each step, and one that it took over."""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.core import clock
from sangkien.practices.actions import spreading
from sangkien.practices.enums import Verdict
from sangkien.practices.models import Effect, Practice
from tests.architecture.matrix import Form
from tests.factories import Cast, actor
from tests.files.samples import picture
from tests.practices.scenes import judge, recognised, register, tell, underway, used

WORDS = {
    "kind": "way",
    "title": "Góc đọc của xưởng",
    "content": "Mỗi xưởng một kệ sách.",
    "beneficiaries": "Đoàn viên",
    "expected": "",
}


class Practised:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.at: dict[str, Any] = {"at": clock.now()}
        self.registered = register(cast.factory, cast.officer, **self.at)
        self.underway = underway(cast, title="Tủ thuốc của tổ", **self.at)
        self.public = recognised(cast, title="Vườn rau công nhân", **self.at)
        self.other = self._of_another("Tiếng kẻng đổi ca")
        self.free = self._of_another("Xe đưa đón chung")
        self.use = used(self.other, cast.factory, cast.officer, **self.at)
        self.effect = self._with_photo()

    def _of_another(self, title: str) -> Practice:
        cast = self.cast
        row = register(cast.far_factory, cast.provincial_officer, title=title, **self.at)
        judge(row, cast.national_officer, Verdict.APPROVE, **self.at)
        tell(row, cast.provincial_officer, **self.at)
        judge(row, cast.national_officer, Verdict.RECOGNISE, **self.at)
        return row

    def _with_photo(self) -> Effect:
        photo = SimpleUploadedFile("tu-thuoc.jpg", picture(size=(40, 30)))
        came = spreading.Came(until_on=clock.today(), words="Có ảnh.")
        by = actor(self.cast.officer, **self.at)
        return spreading.tell_effect(self.underway, came, upload=photo, by=by, **self.at)

    def values(self) -> dict[str, tuple[object, ...]]:
        return {
            "practices.pk": (self.registered.pk, self.underway.pk),
            "practices.unit_code": (self.cast.factory.code,),
            "practices:public.pk": (self.public.pk, self.registered.pk),
            "practices:take_over.pk": (self.free.pk, self.registered.pk),
            "practices:tell_use.pk": (self.use.pk,),
            "practices:leave.pk": (self.use.pk,),
            "practices:file.pk": (self.effect.pk,),
        }

    def forms(self) -> dict[str, Form]:
        year, day = str(clock.today().year), f"{clock.today():%d/%m/%Y}"
        factory = {"unit_code": self.cast.factory.code}
        registered, use = {"pk": self.registered.pk}, {"pk": self.use.pk}
        told = {"until_on": day, "words": "Mười tổ có tủ thuốc."}
        cases: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
            "register": (
                "officer",
                factory,
                {**WORDS, "year": year, "request_key": str(uuid.UUID(int=11))},
            ),
            "edit": ("officer", registered, {**WORDS, "year": year, "seen": "1"}),
            "withdraw": ("officer", registered, {"reason": "Trùng đăng ký."}),
            "judge": ("superior", registered, {"seen": "1", "verdict": "approve"}),
            "tell": ("officer", {"pk": self.underway.pk}, told),
            "take_over": (
                "officer",
                {"pk": self.free.pk},
                {"unit": self.cast.factory.code, "since_on": day},
            ),
            "tell_use": ("officer", use, told),
            "leave": ("officer", use, {"reason": "Đã đổi ca."}),
        }
        return {
            f"practices:{page}": Form(sender=sender, args=args, body=body)
            for page, (sender, args, body) in cases.items()
        }
