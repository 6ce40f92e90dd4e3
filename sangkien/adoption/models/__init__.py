from sangkien.adoption.models.adoption import Adoption
from sangkien.adoption.models.benefit import Counting, Verification
from sangkien.adoption.models.check import Answer, Check, Course
from sangkien.adoption.models.library import LibraryEntry

__all__ = [
    "Adoption",
    "Answer",
    "Check",
    "Counting",
    "Course",
    "LibraryEntry",
    "Verification",
]
