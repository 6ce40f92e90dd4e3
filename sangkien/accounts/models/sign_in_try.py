"""Failed sign-ins, kept for minutes."""

from django.db import models


class SignInTry(models.Model):
    """ "Lần đăng nhập chưa đúng": counted per account, so that none can be guessed endlessly.

    `key` is a hash: people type their password into the wrong box.
    """

    key = models.CharField(max_length=64)
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "tried_at"], name="accounts_try_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.tried_at:%H:%M}"
