"""The journal is sealed and never erased: no event carries what a person freely wrote.

Words stand in rows, which can be erased, and events name the rows. Only the reasons of official
decisions are kept for ever, because somebody answers for them; each is written down here.
"""

import dataclasses

from sangkien.core import bus

# Keys, codes, numbers and digests that the program writes.
SHORT = frozenset(
    {
        "above_path",
        "address",
        "bare",  # digests of what stays of erased people
        "cause",
        "closed_at",
        "code",  # of an exported list
        "closes_at",
        "digest",
        "sealed",  # the digest of everything that decides
        "settings",  # the digest of what a session decides by
        "certificate",  # the digest of a signing certificate
        "factor",
        "file",  # the digest of a signed paper
        "fields",
        "format",
        "finding",
        "from_path",
        "key",
        "kind",
        "label",
        "lines",  # the digest of what was signed
        "method",
        "new",
        "new_label",
        "number",
        "old",
        "old_value",
        "outcome",
        "post",
        "provider",
        "role",
        "seal",  # the digest of a signed or issued paper
        "state",
        "to_path",
        "use",
        "value",
        "verdict",
        "version",
        "waits_path",
        "wanted",
        "was",
        "what",
    }
)

OFFICIAL = {
    "why an officer or a unit decided so about an initiative; its Decision keeps it, too": {
        "initiative.accepted.reason",
        "initiative.amended.reason",
        "initiative.changes_begun.reason",
        "initiative.checked.reason",
        "initiative.confirmed.reason",
        "initiative.corrected.reason",
        "initiative.passed_up.reason",
        "initiative.photo_hidden.reason",
        "initiative.recognised.reason",
        "initiative.recognition_refused.reason",
        "initiative.recognition_revoked.reason",
        "initiative.rejected.reason",
        "initiative.reopened.reason",
        "initiative.returned.reason",
        "initiative.withdrawn.reason",
    },
    "reasons that a unit keeps for its officers": {
        "initiative.canned_reason_added.words",
        "initiative.canned_reason_removed.words",
    },
    "why the credit of an initiative went to another unit or person": {
        "initiative.credit_moved.reason",
    },
    "a decision of the unit that recognises, and of the one above it": {
        "recognition.appeal_reopened.reason",
        "recognition.appeal_upheld.reason",
        "recognition.certificate_reissued.reason",
        "recognition.influence_raised.reason",
    },
    "the names of the parties of an agreement, as printed": {
        "agreement.change_asked.party",
        "agreement.commented.party",
        "agreement.party_agreed.party",
        "agreement.signed.party",
    },
    "the register of issued papers": {
        "paper.replaced.reason",
        "paper.restored.document",
        "paper.revoked.document",
    },
    "the minutes of a council: its agenda, its members, its ballots": {
        "council.ballot_annulled.reason",
        "council.count_returned.reason",
        "council.ended.reason",
        "council.item_removed.reason",
        "council.item_removed.title",
        "council.seat_left.reason",
        "council.seat_taken.reason",
        "council.sheet_unlocked.reason",
    },
    "why a judge gave a card back, unlocked a column, or went on without the cluster": {
        "card.cluster_passed_over.reason",
        "card.returned.reason",
        "card.unlocked.reason",
    },
    "why an opening of cards that was made by mistake was cancelled": {
        "scoring.cancelled.reason",
    },
    "the books of a unit: why a list of payments came to nothing": {
        "award_payment.cancelled.reason",
    },
    "why a unit takes back what it registered": {
        "practice.withdrawn.reason",
    },
    "what a unit states about its use of an initiative, and the superior about the benefit": {
        "adoption.benefit_counted.reason",
        "adoption.declined.reason",
        "adoption.withdrawn.reason",
    },
    "an officer took something of another person off the site, or let it be seen again": {
        "discussion.hidden.reason",
        "discussion.shown_again.reason",
    },
    "how a round of commendation is run": {
        "award_round.cancelled.reason",
        "award_round.closed.reason",
        "award_round.extended.reason",
    },
    "how a programme is run": {
        "programme.period_extended.period_name",
        "programme.period_extended.reason",
        "programme.period_set.period_name",
        "programme.ruleset_declined.reason",
        "programme.ruleset_proposed.reason",
        "programme.window_changed.period_name",
        "programme.window_changed.reason",
        "programme.window_declined.period_name",
        "programme.window_declined.reason",
        "programme.window_proposed.period_name",
        "programme.window_proposed.reason",
    },
    "what the register of units and members was changed for": {
        "unit.account_locked.reason",
        "unit.account_unlocked.reason",
        "unit.alias_added.alias",
        "unit.alias_removed.alias",
        "unit.cluster_dissolved.title",
        "unit.cluster_document_removed.title",
        "unit.leaving_undone.reason",
        "unit.member_corrected.reason",
        "unit.member_left.reason",
        "unit.people_joined.reason",
        "unit.people_told_apart.reason",
        "unit.role_extended.reason",
        "unit.transfer_accepted.reason",
        "unit.transfer_cancelled.reason",
        "unit.transfer_refused.reason",
        "unit.transfer_sent.reason",
    },
}

# These have the field from the event that they are a kind of, and nothing is written into it.
EMPTY = {
    "adoption.benefit_verified",
    "adoption.library_changed",
    "adoption.proposed",
    "adoption.recorded",
    "adoption.use_answered",
    "discussion.edited",
    "discussion.kept",
    "discussion.removed",
    "discussion.reported",
    "discussion.written",
    "initiative.answered",
    "initiative.draft_discarded",
    "initiative.drafted",
    "initiative.evidence_added",
    "initiative.evidence_infected",
    "initiative.evidence_removed",
    "initiative.helped",
    "initiative.photo_published",
    "initiative.review_overdue",
    "initiative.review_reminded",
    "initiative.secret_disclosed",
    "initiative.secret_kept",
    "initiative.share_agreed",
    "initiative.share_objected",
    "initiative.submitted",
    "programme.ruleset_approved",
    "programme.ruleset_drafted",
    "programme.ruleset_revised",
    "recognition.appeal_sent",
    "recognition.brought_before_council",
    "recognition.heard_by_council",
}


def test_no_event_carries_what_a_person_freely_wrote() -> None:
    found = {
        f"{name}.{field.name}"
        for name, cls in bus.event_classes().items()
        for field in dataclasses.fields(cls)
        if field.type in {str, "str"} and field.name not in SHORT
    }

    official: set[str] = set().union(*OFFICIAL.values())
    assert found == official | {f"{name}.reason" for name in EMPTY}
