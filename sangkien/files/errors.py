"""What can go wrong with a file."""

from django.utils.translation import gettext as _

from sangkien.core.errors import Busy, ChangedMeanwhile, DomainError


class RefusedFile(DomainError):
    """A file that is too large, of another kind, or not safe to keep."""

    code = "refused_file"

    def __init__(self, message: object) -> None:
        super().__init__(message, field="file")


class FileNotReady(Busy):
    """A file that was not scanned yet."""

    code = "file_not_ready"

    def __init__(self) -> None:
        super().__init__(_("Tệp này đang được kiểm tra mã độc. Mời mở lại sau ít phút."))


class WrongOffset(ChangedMeanwhile):
    """A piece that does not continue what has arrived; `offset` says where to go on."""

    code = "wrong_offset"

    def __init__(self, offset: int) -> None:
        super().__init__(_("Phần này đã nhận hoặc chưa tới lượt."))
        self.offset = offset
