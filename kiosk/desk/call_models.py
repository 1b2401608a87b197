"""The table of calls for help. A call is a point and a time: nothing in it is about who needs help, or with what."""

from __future__ import annotations

from django.db import models


class HelpCall(models.Model):
    """One call of a kiosk that nobody at its point has answered within a minute. Deleted after a day."""

    ward = models.CharField(max_length=5)
    call_id = models.CharField(max_length=32)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="calls")
    point = models.CharField(max_length=64)
    """As it is called on screens."""
    opened_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        "desk.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "call_id"], name="one_call_per_id")]
        indexes = [models.Index(fields=["ward", "ended_at", "opened_at"], name="desk_calls")]

    def __str__(self) -> str:
        return self.call_id
