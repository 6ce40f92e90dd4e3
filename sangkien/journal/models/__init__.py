from sangkien.journal.models.delivery import Delivery
from sangkien.journal.models.entry import Entry, Seal
from sangkien.journal.models.job_run import JobRun

__all__ = ["Delivery", "Entry", "JobRun", "Seal"]
