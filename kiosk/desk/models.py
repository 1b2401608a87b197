"""The desk's tables. Every table carries the ward, so that one database can serve a whole city.

What a resident has told stands only inside ``Dossier.sealed``, ``LeftCopy.sealed``, ``HomeReport.sealed`` and, until
all of it has come, ``UploadPart.piece``, sealed to the ward, and ``Draft.ciphertext``, which the ward cannot open; no
other column holds a name, a number of a person or an answer.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kiosk.desk import words
from kiosk.desk.call_models import HelpCall
from kiosk.desk.count_models import CountBatch, OpinionCount, VisitCount
from kiosk.desk.enrol_models import Enrolment
from kiosk.desk.fleet_models import Condition, Sample
from kiosk.desk.home_models import HomeAct, HomeReport, HomeVisit
from kiosk.desk.line_models import AuditAlarm, AuditEntry, Pulse, Run
from kiosk.desk.people_models import PeopleAct, Person, RosterIssue, Shift, Team
from kiosk.desk.upload_models import Upload, UploadPart

__all__ = [
    "AccessLog",
    "AuditAlarm",
    "AuditEntry",
    "Condition",
    "CountBatch",
    "Dossier",
    "Draft",
    "Enrolment",
    "HelpCall",
    "HomeAct",
    "HomeReport",
    "HomeVisit",
    "Kiosk",
    "LeftCopy",
    "Officer",
    "OpinionCount",
    "PeopleAct",
    "Person",
    "Pulse",
    "RosterIssue",
    "Run",
    "Sample",
    "Shift",
    "SignInMiss",
    "StatusChange",
    "Team",
    "Upload",
    "UploadPart",
    "VisitCount",
]


class Officer(models.Model):
    """Who may open the staff pages, and for which ward."""

    class Role(models.TextChoices):
        """Which pages: an officer's are the dossiers, ward IT's the people and kiosks. Nobody has both."""

        OFFICER = "officer"
        IT = "it"

    ward = models.CharField(max_length=5, db_index=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OFFICER)

    def __str__(self) -> str:
        return self.name


class Kiosk(models.Model):
    """A kiosk whose uploads the ward knows."""

    ward = models.CharField(max_length=5)
    kiosk_id = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64)
    """Ed25519, 64 hex digits."""
    point = models.CharField(max_length=64)
    series = models.CharField(max_length=1, blank=True)
    """The letter before its ticket numbers; empty: it came by the kiosks file, which names none."""
    enrolled_at = models.DateTimeField(null=True, blank=True)
    """When it came by a code; then the kiosks file no longer says which key is its own."""
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=10, blank=True)
    """Empty: the kiosks file says so, and alone can take it back."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "kiosk_id"], name="one_kiosk_per_ward")]

    def __str__(self) -> str:
        return self.kiosk_id


class Dossier(models.Model):
    """A sealed dossier as it came, and what the officer has made of it."""

    class State(models.TextChoices):
        """Whether it stands in the normal list."""

        NORMAL = "normal"
        QUARANTINED = "quarantined"

    ward = models.CharField(max_length=5)
    dossier_id = models.CharField(max_length=32)
    kiosk = models.ForeignKey(Kiosk, on_delete=models.PROTECT, related_name="dossiers")
    ticket_id = models.CharField(max_length=32, db_index=True)
    procedure = models.CharField(max_length=32)
    channel = models.CharField(max_length=12, blank=True)
    """How it was filed, as inside the seal; empty: it came before this was kept here."""
    number_mark = models.CharField(max_length=64)
    """Keyed hash of the ticket number, so that it can be searched without being readable."""
    protocol = models.PositiveSmallIntegerField()
    key_id = models.CharField(max_length=64)
    sealed_at = models.CharField(max_length=40)
    sealed = models.BinaryField()
    """Empty once the time is over for which it is kept; the rest of the row and its record stay."""
    emptied_at = models.DateTimeField(null=True, blank=True)
    """When that was; None while what was told is here."""
    sealed_sha256 = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    arrival = models.CharField(max_length=32)
    """Fresh at each insert: the insert whose value stands in the row is the one that stored it."""
    received_at = models.DateTimeField()
    """When the desk stored it; what the receipt says."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.NORMAL)
    status = models.PositiveSmallIntegerField(choices=words.STATUS_CHOICES, default=1)
    dossier_code = models.CharField(max_length=40, blank=True)
    due_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    missing = models.JSONField(default=list, blank=True)
    """Papers still to be brought, as [id in the procedure, official name]: no word of a person."""
    to_pay = models.PositiveIntegerField(default=0)
    """Đồng; 0: no amount is named."""
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Counts changes, so that two officers cannot overwrite each other unseen."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "dossier_id"], name="one_dossier_per_id")]
        indexes = [
            models.Index(fields=["ward", "state", "status", "-received_at"], name="desk_list"),
            models.Index(fields=["ward", "number_mark"], name="desk_number"),
        ]

    def __str__(self) -> str:
        return self.dossier_id


class LeftCopy(models.Model):
    """A copy of a saved visit that somebody has left with the ward. It is no application, and stands among none.

    Once it has ended its bytes, number and ticket are gone; the rest stays, so that it is never taken in again and
    the record of who read it stays whole.
    """

    class Ended(models.TextChoices):
        """Why nothing of it is left."""

        OFFICER = "officer"
        PERSON = "person"
        EXPIRED = "expired"

    ward = models.CharField(max_length=5)
    dossier_id = models.CharField(max_length=32)
    kiosk = models.ForeignKey(Kiosk, on_delete=models.PROTECT, related_name="copies")
    ticket_id = models.CharField(max_length=32, db_index=True)
    """Of the saved visit."""
    write_digest = models.BinaryField(max_length=32)
    """SHA-256 of the proof that deletes the saved visit, and the copy with it."""
    procedure = models.CharField(max_length=32)
    number_mark = models.CharField(max_length=64)
    protocol = models.PositiveSmallIntegerField()
    key_id = models.CharField(max_length=64)
    sealed_at = models.CharField(max_length=40)
    sealed = models.BinaryField()
    sealed_sha256 = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    arrival = models.CharField(max_length=32)
    """As of Dossier."""
    received_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    apart = models.BooleanField(default=False)
    """True: from a kiosk whose key has been revoked."""
    ended = models.CharField(max_length=12, choices=Ended.choices, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "dossier_id"], name="one_copy_per_id")]
        indexes = [models.Index(fields=["ward", "ended", "-received_at"], name="desk_copies")]

    def __str__(self) -> str:
        return "copy"


class Draft(models.Model):
    """A saved visit of a kiosk: ciphertext that nobody here can read, or only that its ticket opens nothing more."""

    ward = models.CharField(max_length=5)
    ticket_id = models.CharField(max_length=32)
    version = models.PositiveIntegerField(default=0)
    expires = models.CharField(max_length=40)
    """As it came: it is bound to the ciphertext."""
    expires_at = models.DateTimeField()
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()
    write_digest = models.BinaryField(max_length=32)
    """SHA-256 of the proof that deletes it."""
    dead = models.BooleanField(default=False)
    """Deleted or replaced: the ciphertext is gone, the id stays dead until it would have expired."""
    heir = models.CharField(max_length=32, blank=True)
    """The ticket that took its place."""
    misses = models.PositiveIntegerField(default=0)
    """Tries at the birth year."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "ticket_id"], name="one_draft_per_ticket")]
        indexes = [models.Index(fields=["ward", "expires_at"], name="desk_draft_age")]

    def __str__(self) -> str:
        return "draft"


class StatusChange(models.Model):
    """One act of an officer on a dossier."""

    ward = models.CharField(max_length=5)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="changes")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(choices=words.STATUS_CHOICES)
    dossier_code = models.CharField(max_length=40, blank=True)
    due_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    missing = models.JSONField(default=list, blank=True)
    to_pay = models.PositiveIntegerField(default=0)
    released = models.BooleanField(default=False)
    """True when this act took the dossier out of quarantine."""

    class Meta:
        indexes = [models.Index(fields=["ward", "dossier", "-at"], name="desk_history")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.status}"


class AccessLog(models.Model):
    """Who saw what of a dossier or a copy, and when: written before anything is decrypted. And who deleted a copy."""

    class What(models.TextChoices):
        """What was shown, or done."""

        ROW = "row"
        DOSSIER = "dossier"
        ATTACHMENT = "attachment"
        DELETED = "deleted"

    ward = models.CharField(max_length=5)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="accesses", null=True, blank=True
    )
    left_copy = models.ForeignKey(
        LeftCopy, on_delete=models.PROTECT, related_name="accesses", null=True, blank=True
    )
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT)
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dossier__isnull=False, left_copy__isnull=True)
                | models.Q(dossier__isnull=True, left_copy__isnull=False),
                name="access_to_one",
            )
        ]
        indexes = [models.Index(fields=["ward", "dossier", "-at"], name="desk_access")]

    def __str__(self) -> str:
        return f"{self.dossier_id or self.left_copy_id} {self.what}"


class SignInMiss(models.Model):
    """Failed sign-ins in a row. ``who`` is a keyed hash: what is typed as a name may be a password."""

    ward = models.CharField(max_length=5)
    who = models.CharField(max_length=64)
    misses = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "who"], name="one_count_per_who")]

    def __str__(self) -> str:
        return f"{self.misses}"
