"""The tables of what the kiosks say of themselves: how they are, and the audit of who did what there.

An audit holds codes only: no name of a resident, no answer.
"""

from __future__ import annotations

from django.db import models


class Pulse(models.Model):
    """What the last heartbeat of a kiosk said, and where its audit chain stands at the desk."""

    ward = models.CharField(max_length=5)
    kiosk = models.OneToOneField("desk.Kiosk", on_delete=models.PROTECT, related_name="pulse")
    heard_at = models.DateTimeField(null=True, blank=True)
    """By the desk's clock; null before the first."""
    said_at = models.DateTimeField(null=True, blank=True)
    """By the kiosk's clock."""
    roster_version = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    stuck = models.PositiveIntegerField(default=0)
    printer = models.CharField(max_length=40, blank=True)
    latest_run = models.CharField(max_length=32, blank=True)
    epoch = models.PositiveIntegerField(default=1)
    """Grows when somebody lets a broken chain begin anew."""
    count = models.PositiveIntegerField(default=0)
    digest = models.BinaryField(max_length=32, default=bytes(32))
    asked_since = models.PositiveIntegerField(default=0)
    asked_until = models.PositiveIntegerField(default=0)
    """0: nothing is to be proven."""
    asked_nonce = models.BinaryField(max_length=16, default=bytes)

    def __str__(self) -> str:
        return f"{self.count}"


class Run(models.Model):
    """One run of a kiosk's program, as far as its heartbeats came."""

    ward = models.CharField(max_length=5)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="runs")
    run = models.CharField(max_length=32)
    first_at = models.DateTimeField()
    """Of its first heartbeat, by the kiosk's clock."""
    highest = models.PositiveIntegerField()
    missing = models.CharField(max_length=600, blank=True)
    """Numbers of heartbeats that may still come, with spaces between them."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kiosk", "run"], name="one_row_per_run")]

    def __str__(self) -> str:
        return f"{self.highest}"


class AuditEntry(models.Model):
    """One act of a kiosk's audit chain, as it came. What was once taken is never changed and never deleted."""

    ward = models.CharField(max_length=5)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="audit")
    epoch = models.PositiveIntegerField()
    """The last one whose chain holds it; of an older one: the kiosk no longer has it."""
    number = models.PositiveIntegerField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    at = models.CharField(max_length=40)
    """As it came."""
    happened_at = models.DateTimeField()
    """The same, to be looked for."""
    said_kiosk = models.CharField(max_length=64)
    helper = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - no helper is hashed otherwise than ""
    act = models.CharField(max_length=64)
    visit = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - as above
    detail = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kiosk", "number", "digest"], name="one_row_per_act")]
        indexes = [
            models.Index(fields=["ward", "-happened_at"], name="desk_audit_day"),
            models.Index(fields=["kiosk", "epoch", "number"], name="desk_audit_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class AuditAlarm(models.Model):
    """Something about a kiosk's audit that somebody has to look into; it stands until they have said what it was."""

    ward = models.CharField(max_length=5)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="alarms")
    code = models.CharField(max_length=16)
    """A key of ``line_words.ALARM``."""
    number = models.PositiveIntegerField()
    """Of the entry or the heartbeat that it is about."""
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ward", "closed_at", "-raised_at"], name="desk_alarms")]

    def __str__(self) -> str:
        return self.code
