"""Where a unit is called that has nobody on the system with a number."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.units.models import Unit


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who may urge the unit, from above."""
        return self.filter(within(actor, Permission.FOLLOWUP_MANAGE, field="unit__parent__path"))


class Contact(models.Model):
    """ "Số điện thoại liên hệ" of a unit, noted by whoever urges it: to call, never to sign in with.

    `whose` says who answers ("văn phòng", "chị Lan, phó chủ tịch"). The latest one stands.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    phone = models.CharField("số điện thoại", max_length=15)
    whose = LineField("của ai", max_length=80, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(phone=""), name="followup_contact_has_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.phone}"
