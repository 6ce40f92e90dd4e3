from sangkien.privacy.models.consent import Consent, ConsentText
from sangkien.privacy.models.request import DataRequest, Deadline, Erasure

__all__ = ["Consent", "ConsentText", "DataRequest", "Deadline", "Erasure"]
