from sangkien.councils.models.ballot import Ballot, BallotLine, Slip, Voter
from sangkien.councils.models.council import Council, ScoreTable, Seat
from sangkien.councils.models.paper import SessionPaper
from sangkien.councils.models.session import AgendaItem, Attendance, Interest, Session
from sangkien.councils.models.sheet import Sheet, SheetUnlock

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BallotLine",
    "Council",
    "Interest",
    "ScoreTable",
    "Seat",
    "Session",
    "SessionPaper",
    "Sheet",
    "SheetUnlock",
    "Slip",
    "Voter",
]
