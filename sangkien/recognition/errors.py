"""What can go wrong with recognition."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class NotRecognisable(DomainError):
    """It does not wait for a recognition by this unit."""

    code = "not_recognisable"


class Incomplete(DomainError):
    """A field is missing or cannot be right."""

    code = "incomplete"


class CouncilNeeded(DomainError):
    """The rules of the unit want a council to decide first."""

    code = "council_needed"


class ConflictOfInterest(NotAllowed):
    """Nobody signs the recognition of an own initiative."""

    code = "conflict_of_interest"


class OwnDraft(NotAllowed):
    """Who drafted a decision leaves the signature to somebody else of the unit."""

    code = "own_draft"


class ChangedSince(ChangedMeanwhile):
    """The decision is no longer the one that was read, or no longer in that state."""

    code = "decision_changed"


class InfluenceNotAllowed(DomainError):
    """The unit cannot give this level of influence, or it is no step up."""

    code = "influence_not_allowed"


class StillRecognised(DomainError):
    """What is recognised goes back to the review only after its recognition was revoked."""

    code = "still_recognised"


class StillRefused(DomainError):
    """What a council did not recognise is not opened again by one officer."""

    code = "still_refused"


class AppealWaits(DomainError):
    """The unit above has not answered the appeal yet."""

    code = "appeal_waits"


class NotAppealable(DomainError):
    """There is nothing to appeal against, the term is over, or it was asked before."""

    code = "not_appealable"
