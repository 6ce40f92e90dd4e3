"""The list of errors above a form follows the page."""

from django import forms

from sangkien.web.shared.form_errors import listed


class Registration(forms.Form):
    title = forms.CharField(label="Tên")
    effect = forms.CharField(label="Hiệu quả", required=False)
    benefit = forms.IntegerField(label="Số tiền")


def test_errors_stand_in_the_order_of_the_fields_whenever_they_were_found() -> None:
    form = Registration({"effect": "x"})
    assert not form.is_valid()
    form.add_error("effect", "Quá ngắn.")
    form.add_error(None, "Đã đóng.")

    assert [error.label for error in listed(form)] == ["", "Tên", "Hiệu quả", "Số tiền"]


def test_message_that_names_its_field_is_not_led_by_the_name_again() -> None:
    form = Registration({"title": "x", "benefit": "1"})
    form.add_error("title", "Tên sáng kiến đã có.")
    form.add_error("benefit", "Quá lớn.")

    assert [error.label for error in listed(form)] == ["", "Số tiền"]
