"""Everything that somebody may be allowed to do."""

from enum import StrEnum


class Permission(StrEnum):
    INITIATIVE_REGISTER = "initiative.register"
    INITIATIVE_REGISTER_FOR_OTHERS = "initiative.register_for_others"
    INITIATIVE_VIEW = "initiative.view"
    INITIATIVE_REVIEW = "initiative.review"
    MEMBER_VIEW = "member.view"
    MEMBER_MANAGE = "member.manage"
    PERSON_JOIN = "person.join"
    ACCOUNT_LOCK = "account.lock"
    DATA_REQUEST_HANDLE = "data_request.handle"
    UNIT_VIEW = "unit.view"
    UNIT_MANAGE = "unit.manage"
    CLUSTER_MANAGE = "cluster.manage"
    COUNCIL_MANAGE = "council.manage"
    PROGRAMME_MANAGE = "programme.manage"
    TARGET_MANAGE = "target.manage"
    PROGRESS_VIEW = "progress.view"
    JOURNAL_VIEW = "journal.view"
    GRANT_MANAGE = "grant.manage"
    ACCOUNT_OPEN = "account.open"
    MESSAGE_WRITE = "message.write"
    KIOSK_MANAGE = "kiosk.manage"
    POSTER_MAKE = "poster.make"
