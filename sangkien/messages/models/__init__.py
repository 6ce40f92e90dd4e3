from sangkien.messages.models.message import Message
from sangkien.messages.models.text import Text

__all__ = ["Message", "Text"]
