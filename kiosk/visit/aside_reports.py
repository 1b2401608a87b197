"""The reports that have modules of their own, as one union. Part of ``reports``."""

from __future__ import annotations

from kiosk.visit.day_reports import DayLookedAt
from kiosk.visit.device_reports import DeviceReport
from kiosk.visit.help_reports import HelpCallMoved
from kiosk.visit.portal_reports import PortalReport
from kiosk.visit.round_reports import RoundReport

AsideReport = DeviceReport | DayLookedAt | HelpCallMoved | PortalReport | RoundReport
