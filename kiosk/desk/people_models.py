"""The tables of who helps at the ward's points: teams, people, their shifts, and the rosters that were signed of them.

Neither a badge nor a PIN can be read from them: a digest finds the badge, argon2id checks the PIN under it.
"""

from __future__ import annotations

from django.db import models


class Team(models.Model):
    """A group of helpers, such as the digital team of a neighbourhood."""

    ward = models.CharField(max_length=5)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "name"], name="one_team_per_name")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who signs in at a kiosk by badge and PIN. Whoever leaves is revoked, never deleted."""

    class Role(models.TextChoices):
        """What they may do at a kiosk."""

        VOLUNTEER = "volunteer"
        OFFICER = "officer"
        IT = "it"

    ward = models.CharField(max_length=5)
    helper_id = models.CharField(max_length=64)
    """Under which rosters, audits and dossiers know them; it never changes and tells nothing."""
    name = models.CharField(max_length=120)
    shown_name = models.CharField(max_length=40)
    """What residents see and hear, e.g. ``Anh Tài``."""
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="people")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VOLUNTEER)
    portrait = models.CharField(max_length=40, blank=True)
    """The code of a drawn picture."""
    phone = models.CharField(max_length=20, blank=True)
    badge_digest = models.BinaryField(max_length=32, null=True, blank=True)
    """None until a badge was made."""
    badge_at = models.DateTimeField(null=True, blank=True)
    """When the badge, or its PIN, was last made."""
    pin_salt = models.BinaryField(max_length=16, default=bytes)
    pin_digest = models.BinaryField(max_length=32, default=bytes)
    pin_memory_kib = models.PositiveIntegerField(default=0)
    pin_passes = models.PositiveSmallIntegerField(default=0)
    pin_lanes = models.PositiveSmallIntegerField(default=0)
    lock_public = models.BinaryField(max_length=32, null=True, blank=True)
    """What lists of homes are sealed to; None where the PIN was made before there were any."""
    lock_salt = models.BinaryField(max_length=16, default=bytes)
    lock_memory_kib = models.PositiveIntegerField(default=0)
    lock_passes = models.PositiveSmallIntegerField(default=0)
    lock_lanes = models.PositiveSmallIntegerField(default=0)
    pin_misses = models.PositiveIntegerField(default=0)
    """Wrong PINs in a row at the desk's own sign-in; each kiosk counts for itself."""
    pin_missed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ward", "helper_id"], name="one_person_per_helper"),
            models.UniqueConstraint(fields=["ward", "badge_digest"], name="one_person_per_badge"),
        ]

    def __str__(self) -> str:
        return self.helper_id


class Shift(models.Model):
    """A time of duty at one point, every week on ``weekday`` (0 is Monday) or once on ``day``; local time."""

    ward = models.CharField(max_length=5)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    point = models.CharField(max_length=64)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__isnull=False, day__isnull=True)
                | models.Q(weekday__isnull=True, day__isnull=False),
                name="shift_week_or_day",
            ),
            models.CheckConstraint(condition=models.Q(starts__lt=models.F("ends")), name="shift_ends_after"),
        ]
        indexes = [models.Index(fields=["ward", "point"], name="desk_shifts")]

    def __str__(self) -> str:
        return f"{self.point} {self.starts:%H:%M}"


class RosterIssue(models.Model):
    """One roster that the ward has signed. Versions only rise."""

    ward = models.CharField(max_length=5)
    version = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    content = models.BinaryField(max_length=32)
    """SHA-256 of whom and what it names, so that nothing is issued twice without need."""
    signed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "version"], name="one_roster_per_version")]

    def __str__(self) -> str:
        return f"{self.version}"


class PeopleAct(models.Model):
    """What was changed about whom, and by which of the ward's people. It grows; nothing in it changes."""

    ward = models.CharField(max_length=5)
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acts", null=True, blank=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=16)
    """A key of ``words.PEOPLE_ACT``."""
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ward", "-at"], name="desk_people_acts")]

    def __str__(self) -> str:
        return self.what
