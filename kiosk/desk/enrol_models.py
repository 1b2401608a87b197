"""The table of codes by which kiosks are enrolled: who made one for which machine, and what became of it."""

from __future__ import annotations

from django.db import models


class Enrolment(models.Model):
    """One code. It stands here stretched, and no longer than it is good; the rest of the row stays."""

    class Ended(models.TextChoices):
        """What became of it."""

        USED = "used"
        OVER = "over"
        MISSED = "missed"
        REPLACED = "replaced"

    ward = models.CharField(max_length=5)
    kiosk_id = models.CharField(max_length=64)
    series = models.CharField(max_length=1)
    point = models.CharField(max_length=64)
    again = models.BooleanField(default=False)
    """True: for a machine that the ward knows already, whose key it takes the place of."""
    made_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    stretched = models.BinaryField(max_length=32)
    """Empty once it has been used and answered for the last time, or is over."""
    misses = models.PositiveSmallIntegerField(default=0)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    """Empty: it can still be used."""
    ended_at = models.DateTimeField(null=True, blank=True)
    asked = models.BinaryField(max_length=32, default=bytes)
    """SHA-256 of the wish that used it: the same wish gets the same answer, should the first be lost."""
    public_key = models.CharField(max_length=64, blank=True)
    """Which key it has brought in, 64 hex digits."""

    class Meta:
        indexes = [models.Index(fields=["ward", "kiosk_id", "-made_at"], name="desk_enrolments")]

    def __str__(self) -> str:
        return self.kiosk_id
