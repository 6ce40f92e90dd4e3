"""A trade secret with a word in every closed place that stands nowhere else in the world."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from sangkien.accounts.models import User
from sangkien.initiatives import queries
from sangkien.initiatives.actions import (
    answer_files,
    confirmation,
    drafting,
    evidence,
    sealing,
    submission,
)
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import EvidenceKind
from sangkien.initiatives.models import Initiative
from sangkien.programmes.actions import rulesets
from sangkien.programmes.enums import QuestionKind
from sangkien.programmes.models import Programme
from sangkien.programmes.questions import Question
from tests.factories import NOW, SYSTEM, Cast, actor, content_of, make_initiative
from tests.files.samples import paper, picture

# Where each of them stands, without tone marks: JSON in a database would hide those.
CANARIES = {
    "before": "kwazubefore",
    "solution": "kwazusolution",
    "benefit_basis": "kwazubasis",
    "benefit_inputs": "kwazuinputs",
    "answers": "kwazuanswer",
    "caption": "kwazucaption",
    "file": "kwazufile",
    "note": "kwazunote",
}
SHOWN = ("before", "solution", "benefit_basis", "answers", "caption", "note")  # on the page
TITLE = "Pha keo theo tỷ lệ riêng của xưởng"
EFFECT = "Giảm một nửa lượng keo phải bỏ đi mỗi ca."
RETURNED = "Đề nghị ghi rõ cách tính số tiền."
MONEY = 12_500_000


def asking(programme: Programme, at: dt.datetime = NOW) -> Programme:
    """The programme asks for some words and for a file of its own."""
    Programme.objects.filter(pk=programme.pk).update(state="draft", published_at=None)
    programme.refresh_from_db()
    asked = [
        Question(key="", kind=QuestionKind.LINE, label="Máy đang dùng"),
        Question(key="", kind=QuestionKind.FILE, label="Bản vẽ"),
    ]
    drafted = rulesets.draft_ruleset(programme, by=SYSTEM, at=at)
    rulesets.set_questions(drafted, asked, by=SYSTEM, at=at)
    rulesets.put_in_force(programme, by=SYSTEM, at=at)
    Programme.objects.filter(pk=programme.pk).update(state="published", published_at=at)
    return Programme.objects.select_related("owner").get(pk=programme.pk)


def closed_content(programme: Programme) -> dict[str, object]:
    return content_of(
        programme,
        title=TITLE,
        effect=EFFECT,
        before=f"Trước đây pha theo tay nghề, {CANARIES['before']}, hay hỏng.",
        solution=f"Nay pha theo công thức {CANARIES['solution']} đo bằng cân.",
        benefit_basis=f"Mỗi ca bớt {CANARIES['benefit_basis']} 2 lít × 25 ngày.",
        benefit_inputs={"card": "x", "given": {"a": CANARIES["benefit_inputs"]}, "vnd": 1},
        answers={"q1": f"Máy {CANARIES['answers']}"},
        benefit_vnd=MONEY,
    )


@dataclass(frozen=True, kw_only=True)
class Secret:
    """One that was written in the open, returned, sent again and closed only then; or the other
    way round.
    """

    cast: Cast
    programme: Programme
    at: dt.datetime = NOW

    def closed_late(self, *credits: Credit) -> Initiative:
        """Everything was there before the author closed it."""
        share = 10_000 - sum(credit.share_bp for credit in credits)
        made = make_initiative(
            self.programme,
            self.cast.factory,
            self.cast.author,
            at=self.at,
            author_share_bp=share,
            credits=credits,
            **closed_content(self.programme),
        )
        self._corrected(made)
        self.exhibits(made)
        return self.reread(sealing.keep_secret(made, by=actor(self.cast.author), at=self.at))

    def closed_first(self) -> Initiative:
        """A draft that was closed before a word of it was written, then written and sent."""
        author = actor(self.cast.author, at=self.at)
        content = closed_content(self.programme)
        draft = drafting.start_draft(
            self.programme,
            self.cast.factory,
            author=self.cast.author,
            request_key=uuid.uuid4(),
            changes={"title": content.pop("title"), "is_secret": True},
            by=author,
            at=self.at,
        )
        drafting.save_draft(self.reread(draft), changes=content, by=author, at=self.at)
        self.exhibits(self.reread(draft))
        sent = submission.submit(self.reread(draft), by=author, received_at=self.at, at=self.at)
        self._corrected(self.reread(sent))
        return self.reread(sent)

    def _corrected(self, made: Initiative) -> None:
        """Returned, and sent again with a note."""
        by = actor(self.cast.officer, at=self.at)
        confirmation.return_for_changes(made, reason=RETURNED, by=by, at=self.at)
        author = actor(self.cast.author, at=self.at)
        back = self.reread(made)
        changed = f"Trước đây pha theo tay nghề, {CANARIES['before']}, hay hỏng mẻ."
        drafting.save_draft(back, changes={"before": changed}, by=author, at=self.at)
        asked = answer_files.get_question(back, "q2", at=self.at)
        drawing = SimpleUploadedFile(f"{CANARIES['file']}-2.pdf", paper(b"2"))
        answer_files.answer(back, asked, upload=drawing, by=author, at=self.at)
        note = f"Đã ghi lại {CANARIES['note']} cho rõ."
        submission.submit(back, by=author, received_at=self.at, at=self.at, note=note)

    def exhibits(self, made: Initiative) -> None:
        author = actor(self.cast.author, at=self.at)
        for kind, name, content in (
            (EvidenceKind.BEFORE, "anh.jpg", picture()),
            (EvidenceKind.DOCUMENT, f"{CANARIES['file']}.pdf", paper()),
        ):
            evidence.add(
                made,
                kind=kind,
                upload=SimpleUploadedFile(name, content),
                caption=f"Ảnh {CANARIES['caption']}",
                is_public=True,
                by=author,
                at=self.at,
            )

    @staticmethod
    def reread(initiative: Initiative) -> Initiative:
        rows = Initiative.objects.select_related("programme__owner", "unit", "author", "ruleset")
        return rows.get(pk=initiative.pk)


def raw_rows() -> Iterator[tuple[str, str]]:
    """Every row of every table as text, with the name of its table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our tables
            for row in cursor.fetchall():
                cells = (bytes(one) if isinstance(one, memoryview) else one for one in row)
                yield table, " ".join(map(str, cells))


def stored_bytes() -> Iterator[tuple[str, bytes]]:
    root = Path(storages["files"].path(""))
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()


def leaks() -> list[tuple[str, str]]:
    """Where a closed word lies open: in which table, or in the storage."""
    found = [
        (place, word) for place, text in raw_rows() for word in CANARIES.values() if word in text
    ]
    kept = list(stored_bytes())
    assert kept
    return found + [
        (place, "file") for place, content in kept if b"%PDF" in content or b"JFIF" in content
    ]


def read(made: Initiative, who: User) -> Initiative:
    return queries.get_initiative(made.code, actor=actor(who))
