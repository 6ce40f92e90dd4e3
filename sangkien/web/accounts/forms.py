"""Forms of signing in and of the own account."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts import rules
from sangkien.accounts.models import User
from sangkien.accounts.queries import LONGEST_LOGIN
from sangkien.web.shared.forms import LineField

LONGEST_PASSWORD = 200

# Django says these in English or in the words of programmers.
WEAK = {
    "password_too_short": gettext_lazy("Mật khẩu cần ít nhất 8 ký tự."),
    "password_too_common": gettext_lazy("Mật khẩu này dễ đoán, nhiều người đang dùng."),
    "password_entirely_numeric": gettext_lazy("Mật khẩu cần có cả chữ, không chỉ có số."),
}


def _password(label: Any, *, autocomplete: str, missing: Any, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Mật khẩu dài nhất 200 ký tự."),
        },
    )


def _login(help_text: Any) -> LineField:
    return LineField(
        label=gettext_lazy("Số điện thoại hoặc mã đoàn viên"),
        help_text=help_text,
        max_length=LONGEST_LOGIN,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Hãy nhập số điện thoại hoặc mã đoàn viên.")},
    )


def _code(label: Any, help_text: Any, missing: Any) -> LineField:
    return LineField(
        label=label,
        help_text=help_text,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": missing},
    )


class LoginForm(forms.Form):
    login = _login(gettext_lazy("Ví dụ: 0912 345 678 hoặc DV001234."))
    password = _password(
        gettext_lazy("Mật khẩu hoặc mã PIN"),
        autocomplete="current-password",
        missing=gettext_lazy("Hãy nhập mật khẩu hoặc mã PIN."),
    )
    shared = forms.BooleanField(
        label=gettext_lazy("Máy dùng chung"),
        help_text=gettext_lazy(
            "Nhiều người dùng máy này: tự đăng xuất khi đóng trình duyệt hoặc sau 15 phút không dùng."
        ),
        required=False,
    )


class ActivationForm(forms.Form):
    """The first step of the activation."""

    login = _login(gettext_lazy("Như ghi trên phiếu kích hoạt."))
    code = _code(
        gettext_lazy("Mã kích hoạt"),
        gettext_lazy("10 chữ số cán bộ công đoàn đưa cho bạn; gõ liền hay cách đều được."),
        gettext_lazy("Hãy nhập mã kích hoạt."),
    )


class AskCodeForm(forms.Form):
    login = _login(gettext_lazy("Mã được nhắn tới số điện thoại đã đăng ký của người này."))


class MessageCodeForm(forms.Form):
    code = _code(
        gettext_lazy("Mã trong tin nhắn"),
        gettext_lazy("6 chữ số, dùng được trong 5 phút."),
        gettext_lazy("Hãy nhập mã trong tin nhắn."),
    )


class SecretForm(forms.Form):
    """The second step: six figures become a PIN, everything else is a password."""

    new = _password(
        gettext_lazy("Mã PIN hoặc mật khẩu mới"),
        help_text=gettext_lazy(
            "6 chữ số là mã PIN. Hoặc mật khẩu từ 8 ký tự, có cả chữ và số, an toàn hơn."
        ),
        autocomplete="new-password",
        missing=gettext_lazy("Hãy nhập mã PIN hoặc mật khẩu mới."),
    )
    again = _password(
        gettext_lazy("Nhập lại lần nữa"),
        autocomplete="new-password",
        missing=gettext_lazy("Hãy nhập lại lần nữa."),
    )

    def __init__(self, *args: Any, user: User, pin_allowed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.pin_allowed = pin_allowed
        if not pin_allowed:
            self.fields["new"].label = _("Mật khẩu mới")
            self.fields["new"].help_text = _("Ít nhất 8 ký tự, có cả chữ và số.")

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        pin = rules.pin_key(new)
        if not pin:
            return ensure_strong(new, self.user)
        if not self.pin_allowed:
            raise ValidationError(
                _("Bạn giữ vai trò cán bộ nên cần mật khẩu, mã PIN 6 số không đủ.")
            )
        return pin

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        return rules.pin_key(again) or again

    def clean(self) -> dict[str, Any]:
        return _same(self, super().clean() or {}, _("Hai lần nhập chưa giống nhau."))

    def secret(self) -> dict[str, str]:
        """Whichever of the two it is, for the action; call after `is_valid`."""
        new = self.cleaned_data["new"]
        pin = rules.pin_key(new)
        return {"pin": pin} if pin else {"password": new}


class PinForm(forms.Form):
    """A new PIN; `user` is whose."""

    current = _password(
        gettext_lazy("Mật khẩu hoặc mã PIN hiện tại"),
        autocomplete="current-password",
        missing=gettext_lazy("Hãy nhập mật khẩu hoặc mã PIN hiện tại."),
    )
    new = _password(
        gettext_lazy("Mã PIN mới"),
        help_text=gettext_lazy("6 chữ số, không phải ngày sinh hay số điện thoại."),
        autocomplete="new-password",
        missing=gettext_lazy("Hãy nhập mã PIN mới."),
    )
    again = _password(
        gettext_lazy("Nhập lại mã PIN mới"),
        autocomplete="new-password",
        missing=gettext_lazy("Hãy nhập lại mã PIN mới."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        for name in ("new", "again"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean_new(self) -> str:
        """What is no PIN at all goes on as it is: the rule says what is wrong with it."""
        new: str = self.cleaned_data["new"]
        return rules.pin_key(new) or new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        return rules.pin_key(again) or again

    def clean(self) -> dict[str, Any]:
        return _same(self, super().clean() or {}, _("Hai lần nhập mã PIN chưa giống nhau."))


class PasswordForm(forms.Form):
    """Changing the password; `user` is whose."""

    current = _password(
        gettext_lazy("Mật khẩu hiện tại"),
        autocomplete="current-password",
        missing=gettext_lazy("Hãy nhập mật khẩu hiện tại."),
    )
    new = _password(
        gettext_lazy("Mật khẩu mới"),
        help_text=gettext_lazy(
            "Ít nhất 8 ký tự, có cả chữ và số. Một câu ngắn dễ nhớ là tốt nhất."
        ),
        autocomplete="new-password",
        missing=gettext_lazy("Hãy nhập mật khẩu mới."),
    )
    again = _password(
        gettext_lazy("Nhập lại mật khẩu mới"),
        autocomplete="new-password",
        missing=gettext_lazy("Hãy nhập lại mật khẩu mới."),
    )

    def __init__(self, *args: Any, user: User, has_password: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if not has_password:
            self.fields["current"].label = _("Mã PIN hiện tại")

    def clean_new(self) -> str:
        return ensure_strong(self.cleaned_data["new"], self.user)

    def clean(self) -> dict[str, Any]:
        return _same(self, super().clean() or {}, _("Hai lần nhập mật khẩu mới chưa giống nhau."))


class FactorCodeForm(forms.Form):
    """The second step: the app's code or a recovery code; they differ in length."""

    code = _code(
        gettext_lazy("Mã xác thực"),
        gettext_lazy("6 chữ số trên ứng dụng xác thực, hoặc một mã khôi phục 8 chữ số."),
        gettext_lazy("Hãy nhập mã xác thực."),
    )


class AppCodeForm(forms.Form):
    """Setting up the app."""

    code = _code(
        gettext_lazy("Mã trên ứng dụng"),
        gettext_lazy("6 chữ số, ứng dụng đổi mã sau mỗi 30 giây."),
        gettext_lazy("Hãy nhập mã 6 chữ số đang hiện trên ứng dụng."),
    )


class CurrentSecretForm(forms.Form):
    """Who has no second factor proves it as at the sign-in."""

    current = _password(
        gettext_lazy("Mật khẩu hoặc mã PIN"),
        autocomplete="current-password",
        missing=gettext_lazy("Hãy nhập mật khẩu hoặc mã PIN."),
    )

    def __init__(self, *args: Any, pin_is_enough: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not pin_is_enough:
            current = self.fields["current"]
            current.label = _("Mật khẩu")
            current.help_text = _("Mật khẩu, không phải mã PIN 6 số.")
            current.error_messages["required"] = _("Hãy nhập mật khẩu.")


class PasskeyForm(forms.Form):
    """What the browser answered; nobody types this."""

    answer = forms.CharField(
        widget=forms.HiddenInput(),
        max_length=20_000,
        error_messages={
            "required": gettext_lazy(
                "Trình duyệt chưa gửi khóa truy cập. Cần bật JavaScript, hoặc dùng cách khác."
            ),
            "max_length": gettext_lazy("Câu trả lời của trình duyệt dài quá mức."),
        },
    )


class NewPasskeyForm(PasskeyForm):
    name = LineField(
        label=gettext_lazy("Tên khóa"),
        help_text=gettext_lazy("Để bạn nhận ra sau này, ví dụ: Điện thoại của tôi."),
        max_length=60,
        error_messages={"required": gettext_lazy("Hãy đặt tên cho khóa này.")},
    )


def ensure_strong(password: str, user: User) -> str:
    """The password, if it will do; else what is wrong with it in plain words."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError([_in_words(weakness) for weakness in error.error_list]) from error
    return password


def _same(form: forms.Form, cleaned: dict[str, Any], otherwise: str) -> dict[str, Any]:
    if {"new", "again"} <= cleaned.keys() and cleaned["new"] != cleaned["again"]:
        form.add_error("again", otherwise)
    return cleaned


def _in_words(weakness: ValidationError) -> str:
    known = WEAK.get(weakness.code or "")
    return str(known) if known else weakness.messages[0]
