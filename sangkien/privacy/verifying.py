"""`sangkien verify`: is every public name in the ledger of consents?"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from sangkien.accounts.models import User
from sangkien.core.verify import verifier
from sangkien.privacy.enums import Purpose
from sangkien.privacy.models import Consent, Erasure


@verifier("privacy")
def check_consents() -> Iterator[str]:
    """A name is public exactly while its consent stands; the erased stay erased."""
    standing = Exists(
        Consent.objects.filter(user=OuterRef("pk"), purpose=Purpose.PUBLIC_NAME, withdrawn_at=None)
    )
    shown = User.objects.filter(name_public_since__isnull=False)
    for pk in shown.exclude(standing).values_list("pk", flat=True).iterator():
        yield f"Người số {pk}: họ tên công khai mà không có trong sổ đồng ý."
    hidden = User.objects.filter(standing, name_public_since=None)
    for pk in hidden.values_list("pk", flat=True).iterator():
        yield f"Người số {pk}: đã đồng ý nhưng họ tên không công khai."
    erased = Erasure.objects.values("user_id")
    for pk in User.objects.filter(pk__in=erased, is_active=True).values_list("pk", flat=True):
        yield f"Người số {pk}: đã xóa dữ liệu nhưng tài khoản còn dùng được."
