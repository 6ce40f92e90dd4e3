"""What people fill in about agreements."""

from sangkien.web.agreements.forms.acts import (
    CertificateForm,
    CloseForm,
    OpinionForm,
    PaperForm,
    SignForm,
)
from sangkien.web.agreements.forms.head import HeadForm
from sangkien.web.agreements.forms.writing import ArticlesForm, PartiesForm, TablesForm

__all__ = [
    "ArticlesForm",
    "CertificateForm",
    "CloseForm",
    "HeadForm",
    "OpinionForm",
    "PaperForm",
    "PartiesForm",
    "SignForm",
    "TablesForm",
]
