"""How Django knows this room."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk as a Django application."""

    name = "kiosk.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
