"""Recognition follows people whose two accounts became one."""

from sangkien.recognition.models import Appeal, Certificate


def move(*, kept_id: int, closed_id: int) -> None:
    """ "Chuyển giấy chứng nhận, kiến nghị" to the account that is kept."""
    Certificate.objects.filter(user_id=closed_id).update(user_id=kept_id)
    Appeal.objects.filter(sent_by_id=closed_id).update(sent_by_id=kept_id)
