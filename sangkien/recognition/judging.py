"""What lies before a council is being judged."""

from sangkien.initiatives import judging
from sangkien.initiatives.models import Initiative
from sangkien.recognition.enums import HearingOutcome
from sangkien.recognition.models import Hearing


@judging.asked
def is_heard(initiative: Initiative) -> bool:
    return Hearing.objects.filter(initiative=initiative, outcome=HearingOutcome.WAITING).exists()
