"""The tables of large dossiers that come in pieces. What lies in them is sealed as the whole is."""

from __future__ import annotations

from django.db import models


class Upload(models.Model):
    """A dossier on its way in, or one that came this way lately."""

    ward = models.CharField(max_length=5)
    kiosk = models.ForeignKey("desk.Kiosk", on_delete=models.PROTECT, related_name="uploads")
    upload_id = models.CharField(max_length=64)
    """SHA-256 of the whole, in hex."""
    total = models.PositiveIntegerField()
    have = models.PositiveIntegerField(default=0)
    """Bytes that are here without a gap from the start."""
    result = models.BinaryField(default=bytes)
    """What became of it, as it was answered, once it is stored: the answer may have been lost."""
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kiosk", "upload_id"], name="one_upload_per_whole")]
        indexes = [models.Index(fields=["ward", "touched_at"], name="desk_upload_age")]

    def __str__(self) -> str:
        return f"{self.have}/{self.total}"


class UploadPart(models.Model):
    """Some of its bytes; gone as soon as the dossier is stored."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.PositiveIntegerField()
    piece = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "offset"], name="one_part_per_offset")]

    def __str__(self) -> str:
        return f"{self.offset}"
