"""The Django project: built from the desk's settings, once a process."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import django
from django.conf import settings as django_settings

from kiosk.desk.database import describe
from kiosk.desk.site import Site
from kiosk.wire.messages import CONTENT_TYPE

BODY_LIMIT = 16 * 1024 * 1024
"""Bytes of one request, at most."""
HERE = Path(__file__).parent

__all__ = ["BODY_LIMIT", "CONTENT_TYPE", "start", "the_site"]


def start(site: Site) -> None:
    """Configure Django for ``site``. A second call in one process must name the same state folder."""
    if django_settings.configured:
        if the_site().state != site.state:
            raise RuntimeError("one process serves one desk")
        return
    django_settings.configure(**_options(site))
    django.setup()


def the_site() -> Site:
    """Return the site that ``start`` was given."""
    return cast("Site", django_settings.DESK_SITE)


def _options(site: Site) -> dict[str, Any]:
    return {
        "DESK_SITE": site,
        "SECRET_KEY": site.secret,
        "DEBUG": False,
        "ALLOWED_HOSTS": list(site.settings.listen.names),
        "DATABASES": {"default": describe(site.settings.database, site.state)},
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
            "kiosk.desk.apps.DeskConfig",
        ],
        "ROOT_URLCONF": "kiosk.desk.urls",
        "TEMPLATES": _templates(),
        "LANGUAGE_CODE": "vi",
        "USE_TZ": True,
        "TIME_ZONE": "Asia/Ho_Chi_Minh",
        "LOGGING_CONFIG": "kiosk.desk.quiet.set_up",
        "LOGGING": {},
        **_doors(site),
    }


def _doors(site: Site) -> dict[str, Any]:
    """Return what guards the pages: middleware, sessions, cookies, sizes."""
    secure = site.settings.listen.https
    return {
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "kiosk.desk.headers.StaffHeaders",
            "kiosk.desk.headers.NoNul",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        "LOGIN_URL": "sign-in",
        "LOGIN_REDIRECT_URL": "list",
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 12},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        ],
        "CSRF_FAILURE_VIEW": "kiosk.desk.failures.csrf",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_AGE": int(timedelta(minutes=site.settings.session_minutes).total_seconds()),
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_SAVE_EVERY_REQUEST": True,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if secure else None,
        "SECURE_HSTS_SECONDS": int(timedelta(days=180).total_seconds()) if secure else 0,
        "X_FRAME_OPTIONS": "DENY",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": BODY_LIMIT,
    }


def _templates() -> list[dict[str, Any]]:
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.messages.context_processors.messages",
                    "kiosk.desk.headers.around_every_page",
                ]
            },
        }
    ]
