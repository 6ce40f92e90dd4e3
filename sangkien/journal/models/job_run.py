"""The schedule: when each repeated job runs next and whether a worker holds it now."""

from django.db import models


class JobRun(models.Model):
    """One repeated background job; the row is also the lease and the worker's heartbeat."""

    name = models.CharField(max_length=80, primary_key=True)
    run_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
