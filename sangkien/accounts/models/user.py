"""One person: a member or a worker, whether or not they ever sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q

from sangkien.core.fields import LineField


class People(UserManager["User"]):
    """Sign-in looks people up by a canonical key, never by what was typed."""


class User(AbstractBaseUser):
    """ "Người dùng": signs in by member code or phone number; an e-mail address is not needed.

    `member_code` and `phone` hold canonical keys (`core.text.code_key`, `phone_key`).
    `folded_name` finds people without tone marks, `name_sort` orders them by given name.
    `name_public_since` is the consent to show the name on public pages (Law 91/2025/QH15 art. 9):
    None means that the public sees no name.
    """

    member_code = models.CharField("mã đoàn viên", max_length=30, unique=True)
    phone = models.CharField("số điện thoại", max_length=15, unique=True, null=True, blank=True)
    full_name = LineField("họ và tên", max_length=120)
    folded_name = models.CharField(max_length=120, db_index=True)
    name_sort = models.CharField(max_length=700)
    name_public_since = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "member_code"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(member_code=""), name="accounts_user_has_member_code"
            ),
            models.CheckConstraint(condition=~Q(phone=""), name="accounts_user_phone_not_empty"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_own_master(self) -> bool:
        """Whether the person signs in. From then on only they change the phone number: whoever has
        the number can sign in with it.
        """
        has_password = bool(self.password) and self.has_usable_password()
        return has_password or self.last_login is not None

    @property
    def public_name(self) -> str:
        """The name for public pages, empty without consent."""
        return self.full_name if self.name_public_since else ""

    @property
    def masked_phone(self) -> str:
        """ "••••••• 678": enough to recognise the own number, empty without one."""
        return f"{'•' * (len(self.phone) - 3)} {self.phone[-3:]}" if self.phone else ""
