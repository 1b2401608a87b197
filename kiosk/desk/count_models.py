"""The desk's tables of counts: how visits ended, how people felt. No row belongs to a person, a visit or a ticket."""

from __future__ import annotations

from django.db import models


class CountBatch(models.Model):
    """A batch that has been counted, so that it is counted once."""

    ward = models.CharField(max_length=5)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="count_batches")
    batch_id = models.CharField(max_length=32)
    sha256 = models.BinaryField(max_length=32)
    """Over its cells: under one id comes one content."""
    received_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kiosk", "batch_id"], name="one_count_per_batch")]

    def __str__(self) -> str:
        return "batch"


class VisitCount(models.Model):
    """How often visits ended so in one hour at one kiosk. Meanings as of wire.counts.VisitEnd."""

    ward = models.CharField(max_length=5)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="visit_counts")
    point = models.CharField(max_length=64)
    procedure = models.CharField(max_length=32, blank=True)
    screen = models.CharField(max_length=32)
    result = models.CharField(max_length=12)
    minutes = models.PositiveSmallIntegerField()
    helped = models.BooleanField()
    language = models.CharField(max_length=2)
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "kiosk",
                    "day",
                    "hour",
                    "point",
                    "procedure",
                    "screen",
                    "result",
                    "minutes",
                    "helped",
                    "language",
                ],
                name="one_row_per_end",
            )
        ]
        indexes = [models.Index(fields=["ward", "day"], name="desk_visit_counts")]

    def __str__(self) -> str:
        return f"{self.count}"


class OpinionCount(models.Model):
    """How often people rated so in one hour at one kiosk. Meanings as of wire.counts.Opinion."""

    ward = models.CharField(max_length=5)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="opinion_counts")
    point = models.CharField(max_length=64)
    procedure = models.CharField(max_length=32, blank=True)
    stars = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=2)
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kiosk", "day", "hour", "point", "procedure", "stars", "reason", "language"],
                name="one_row_per_opinion",
            )
        ]
        indexes = [models.Index(fields=["ward", "day"], name="desk_opinion_counts")]

    def __str__(self) -> str:
        return f"{self.count}"
