"""The tables of visits at home. Who lives where stands in none of them: that lies in the dossier's seal.

A report's content lies sealed as it came; in the open stand its helper, its time and its stage.
"""

from __future__ import annotations

from django.db import models


class HomeVisit(models.Model):
    """One home that somebody is asked to come to, and what has become of it."""

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked"
        PLANNED = "planned"
        MISSED = "missed"
        DONE = "done"
        RETURNED = "returned"
        DROPPED = "dropped"

    class Errand(models.TextChoices):
        """What for."""

        HELP = "help"
        RESULT = "result"
        """Its applicant has asked that the result of a dossier that is ready be brought."""

    ward = models.CharField(max_length=5)
    visit_id = models.CharField(max_length=32)
    errand = models.CharField(max_length=6, choices=Errand.choices, default=Errand.HELP)
    dossier = models.OneToOneField("desk.Dossier", on_delete=models.PROTECT, related_name="home_visit")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    person = models.ForeignKey(
        "desk.Person", on_delete=models.PROTECT, related_name="homes", null=True, blank=True
    )
    team = models.ForeignKey(
        "desk.Team", on_delete=models.PROTECT, related_name="homes", null=True, blank=True
    )
    """Who goes: one helper, or whoever of a team does."""
    day = models.DateField(null=True, blank=True)
    at = models.CharField(max_length=5, blank=True)
    """HH:MM where an hour was set."""
    bring = models.CharField(max_length=120, blank=True)
    """Keys of ``home_words.BRING``, a space between each."""
    version = models.PositiveIntegerField(default=1)
    """Counts changes, so that two officers cannot overwrite each other unseen."""
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ward", "visit_id"], name="one_home_visit_per_id"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(team__isnull=True), name="one_goes_home"
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "state", "day"], name="desk_home_visits"),
        ]

    def __str__(self) -> str:
        return self.visit_id


class HomeReport(models.Model):
    """What a helper has told of a visit, sealed as it came."""

    ward = models.CharField(max_length=5)
    report_id = models.CharField(max_length=32)
    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="reports")
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="home_reports")
    helper = models.CharField(max_length=64)
    stage = models.CharField(max_length=8)
    protocol = models.PositiveSmallIntegerField()
    key_id = models.CharField(max_length=64)
    sealed_at = models.CharField(max_length=40)
    sealed = models.BinaryField()
    sealed_sha256 = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    arrival = models.CharField(max_length=32)
    """As of Dossier."""
    received_at = models.DateTimeField()
    apart = models.BooleanField(default=False)
    """True: from a kiosk whose key has been revoked. It is kept, and nothing follows from it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "report_id"], name="one_home_report_per_id")]
        indexes = [models.Index(fields=["visit", "received_at"], name="desk_home_reports")]

    def __str__(self) -> str:
        return "report"


class HomeAct(models.Model):
    """What was done about a visit, and by whom; and which machine was given it, on whose list. It only grows."""

    ward = models.CharField(max_length=5)
    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="acts")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, blank=True)
    """None where a machine asked."""
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        "desk.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey("desk.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField(null=True, blank=True)
    what = models.CharField(max_length=10)
    """A key of ``home_words.ACT``."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["visit", "-at"], name="desk_home_acts")]

    def __str__(self) -> str:
        return self.what
