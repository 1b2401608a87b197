"""The tables of how the kiosks are: what each last said of itself, and how it was by the hour. Of people nothing."""

from __future__ import annotations

from django.db import models


class Condition(models.Model):
    """What a kiosk last said of itself. Meanings as of wire.heartbeat.Condition."""

    ward = models.CharField(max_length=5)
    kiosk = models.OneToOneField("desk.Kiosk", on_delete=models.PROTECT, related_name="condition")
    told_at = models.DateTimeField()
    """By the desk's clock: when it last changed."""
    version = models.CharField(max_length=64, blank=True)
    ring = models.IntegerField(default=-1)
    content = models.CharField(max_length=64, blank=True)
    near_end = models.BooleanField(default=False)
    scanner = models.CharField(max_length=16, blank=True)
    sound = models.CharField(max_length=16, blank=True)
    disk_mb = models.IntegerField(default=-1)
    oldest_since = models.DateTimeField(null=True, blank=True)
    """Since when the dossier has waited that has waited longest, by the desk's clock; null: none for an hour."""
    last_visit_at = models.DateTimeField(null=True, blank=True)
    """The beginning of the hour; it stays when the kiosk starts anew."""
    run = models.CharField(max_length=32, blank=True)
    """Whose counts these are."""
    visit_minutes = models.PositiveIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)
    every = models.PositiveIntegerField(default=0)
    """Minutes between heartbeats; 0: the usual one."""

    def __str__(self) -> str:
        return self.version


class Sample(models.Model):
    """An hour of one kiosk under one version of the program."""

    ward = models.CharField(max_length=5)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="samples")
    hour = models.DateTimeField()
    """Its beginning."""
    version = models.CharField(max_length=64, blank=True)
    heard = models.PositiveIntegerField(default=0)
    """Heartbeats."""
    waiting = models.PositiveIntegerField(default=0)
    """Dossiers that waited: the most of them at once, those that need a person included."""
    disk_mb = models.IntegerField(default=-1)
    visit_minutes = models.PositiveIntegerField(default=0)
    """Of visits that ended in this hour."""
    faults = models.PositiveIntegerField(default=0)
    """That were counted in this hour."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kiosk", "hour", "version"], name="one_row_per_kiosk_hour")
        ]
        indexes = [models.Index(fields=["ward", "hour"], name="desk_samples")]

    def __str__(self) -> str:
        return f"{self.heard}"
