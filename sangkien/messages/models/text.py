"""Texts that officers changed; the others stand in `rules`."""

from django.db import models
from django.db.models import Q

from sangkien.core.fields import LineField
from sangkien.messages.enums import TextKey


class Text(models.Model):
    """ "Mẫu tin": the text of one kind of message, in place of the default while `is_own`."""

    key = models.CharField(max_length=30, unique=True, choices=TextKey.choices)
    text = LineField(max_length=400)
    is_own = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="outbox_text_not_empty"),
        ]

    def __str__(self) -> str:
        return self.key
