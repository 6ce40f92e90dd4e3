"""Boxes for files: the file itself, or the key under which it came in pieces before."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

IMAGES = "image/jpeg,image/png,image/webp"
PAPERS = ".pdf,.docx,.xlsx"
LOST = gettext_lazy("Tệp chưa tới nơi. Hãy chọn lại tệp.")


def file_input(accept: str, label: Any, *, camera: bool = False, **options: Any) -> forms.FileField:
    """`camera` opens the camera of a telephone at once."""
    attrs = {"accept": accept} | ({"capture": "environment"} if camera else {})
    return forms.FileField(
        label=label,
        required=False,
        allow_empty_file=True,  # said in our own words further down
        max_length=1000,
        widget=forms.FileInput(attrs=attrs),
        error_messages={"max_length": _("Tên tệp quá dài. Hãy đặt tên ngắn hơn."), "invalid": LOST},
        **options,
    )


def key_field() -> forms.UUIDField:
    return forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": LOST}
    )
