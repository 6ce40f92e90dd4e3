"""Issued papers as files."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.journal.queries import timeline
from sangkien.papers import joining, printing, rendering, rules
from sangkien.papers.errors import NoLongerPrinted
from sangkien.papers.events import PaperRestored, PaperRevoked
from sangkien.papers.models import IssuedPaper

log = logging.getLogger(__name__)


def pdf_of(paper: IssuedPaper) -> bytes:
    """The paper as it was issued. A difference means that the typesetter or a template changed."""
    _ensure_kept(paper)
    pdf = rendering.render(paper.template, paper.data)
    if rules.digest(pdf) != paper.digest:
        log.error("a paper is not printed as it was issued", extra={"paper": paper.pk})
    return pdf


@dataclass(frozen=True, kw_only=True)
class Turn:
    """ "Thu hồi" or "khôi phục" of a paper: when, and by which document; why is for those concerned."""

    at: dt.datetime
    is_revoked: bool
    document: str


def turns(paper: IssuedPaper) -> list[Turn]:
    """How often it was revoked and given back, the oldest first, from the journal; one query."""
    entries = timeline(PaperRevoked.subject_kind, paper.pk)
    found = entries.filter(name__in=(PaperRevoked.name, PaperRestored.name))
    return [
        Turn(
            at=entry.occurred_at,
            is_revoked=entry.name == PaperRevoked.name,
            document=entry.payload["document"],
        )
        for entry in found
    ]


def _ensure_kept(paper: IssuedPaper) -> None:
    if paper.forgotten_at is not None:
        raise NoLongerPrinted(
            _("Người được cấp đã yêu cầu xóa dữ liệu cá nhân nên không in lại được văn bản này.")
        )


def has_docx(paper: IssuedPaper) -> bool:
    return printing.has_docx(paper.template) and paper.forgotten_at is None


def docx_of(paper: IssuedPaper) -> bytes:
    """The same paper for Word, from the same values. Raises `NoLongerPrinted`."""
    _ensure_kept(paper)
    return printing.docx_of(paper.template, paper.data)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """One of several who signed a paper: for whom, and how."""

    name: str
    party: str
    note: str


def signed_by(paper: IssuedPaper) -> list[Signed]:
    """Everybody whose signature is printed; empty where `signer_name` is the only one."""
    printed = _printed(paper).get("signatures", [])
    if len(printed) < len(("one", "another")):
        return []
    return [
        Signed(name=one["name"], party=", ".join(one["lines"]), note=one["note"]) for one in printed
    ]


def fingerprint_of(paper: IssuedPaper) -> str:
    """SHA-256 of what was signed, in groups as it is printed; empty where none is."""
    digest = _printed(paper).get("fingerprint", "")
    return rules.grouped(digest)


def _printed(paper: IssuedPaper) -> dict[str, Any]:
    """What an official paper says; nothing for those of other layouts and those forgotten."""
    if paper.forgotten_at is not None or paper.template not in printing.LAYOUTS:
        return {}
    found: dict[str, Any] = paper.data["paper"]
    return found


def joined_pdf(papers: Sequence[IssuedPaper]) -> bytes:
    """Several one-page papers as one file, for printing."""
    parts = [(pdf_of(paper), 1) for paper in papers]
    return parts[0][0] if len(parts) == 1 else joining.joined(parts, is_landscape=True)
