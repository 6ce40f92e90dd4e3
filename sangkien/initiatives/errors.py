"""What can go wrong with initiatives."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class Incomplete(DomainError):
    """A field is missing or cannot be right."""

    code = "incomplete"


class SharesDoNotSum(DomainError):
    """The shares of the authors are not exactly 100 %."""

    code = "shares_do_not_sum"


class NotInUnit(DomainError):
    """A co-author's code or phone number that belongs to nobody in the unit.

    `field` is "credits.2" for the second one typed.
    """

    code = "not_in_unit"


class ClosedForEntry(DomainError):
    """No phase receives initiatives at this moment."""

    code = "closed_for_entry"


class NotEligible(DomainError):
    """The initiative does not fit the rules of the programme."""

    code = "not_eligible"


class ReasonMissing(DomainError):
    """A return or rejection without a reason."""

    code = "reason_missing"


class TooMuchEvidence(DomainError):
    """No more files of this kind beside one initiative."""

    code = "too_much_evidence"


class WrongState(DomainError):
    """The state does not permit this step."""

    code = "wrong_state"


class ConflictOfInterest(NotAllowed):
    """An officer decides nothing about an initiative that credits the officer."""

    code = "conflict_of_interest"


class ShareDisputed(DomainError):
    """A co-author does not agree with the share that was written down."""

    code = "share_disputed"


class NobodyAbove(DomainError):
    """There is no unit above to which an entry could be passed up."""

    code = "nobody_above"


class RemindedToday(DomainError):
    """The unit whose turn it is was reminded today, or has just decided."""

    code = "reminded_today"


class NeedsReview(DomainError):
    """A change of a valid initiative that is more than a slip."""

    code = "needs_review"


class DecidedMeanwhile(ChangedMeanwhile):
    """Somebody else decided first."""

    code = "decided_meanwhile"


class DraftChanged(ChangedMeanwhile):
    """Another screen wrote in the same words of a draft; nothing of either text is lost."""

    code = "draft_changed"
