"""The short secret, apart from the password."""

from django.db import models

from sangkien.accounts.models.user import User


class Pin(models.Model):
    """ "Mã PIN": six figures, hashed like a password. Opens what members do, never an office."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="pin")
    encoded = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"PIN #{self.user_id}"
