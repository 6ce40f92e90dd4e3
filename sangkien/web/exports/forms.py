"""What the buttons beside a list send."""

from django import forms

from sangkien.exports.enums import Format

LONGEST = 1_500


class AskForm(forms.Form):
    """`parameters` is the query string of the list as it is seen."""

    kind = forms.SlugField(max_length=30)
    parameters = forms.CharField(max_length=LONGEST, required=False)
    format = forms.ChoiceField(choices=Format.choices)
    request_key = forms.UUIDField()
