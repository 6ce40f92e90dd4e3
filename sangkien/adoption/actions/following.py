"""Credit follows a person whose two accounts became one."""

from sangkien.adoption.models import Adoption, Answer


def follow_join(*, kept_id: int, closed_id: int) -> None:
    Adoption.objects.filter(brought_by_id=closed_id).update(brought_by_id=kept_id)
    Answer.objects.filter(answered_by_id=closed_id).update(answered_by_id=kept_id)
