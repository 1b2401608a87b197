"""What the browser is forbidden, as Chromium's managed policy: a file that belongs to root."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from kiosk.devices.portal.keeper import INSIDE_PORT

_NEVER: Final = 2
"""Chromium's word for "blocked" in its default settings."""

_OFF: Final = (
    "AlternateErrorPagesEnabled",
    "AudioCaptureAllowed",
    "AutofillAddressEnabled",
    "AutofillCreditCardEnabled",
    "BackgroundModeEnabled",
    "BookmarkBarEnabled",
    "BrowserAddPersonEnabled",
    "BrowserGuestModeEnabled",
    "BuiltInDnsClientEnabled",
    "ComponentUpdatesEnabled",
    "DefaultSearchProviderEnabled",
    "EditBookmarksEnabled",
    "EnableMediaRouter",
    "ExternalProtocolDialogShowAlwaysOpenCheckbox",
    "FullscreenAllowed",
    "LensRegionSearchEnabled",
    "MetricsReportingEnabled",
    "PasswordManagerEnabled",
    "PaymentMethodQueryEnabled",
    "PrintingEnabled",
    "PromptForDownloadLocation",
    "PromotionsEnabled",
    "QuicAllowed",
    "RemoteDebuggingAllowed",
    "SafeBrowsingExtendedReportingEnabled",
    "ScreenCaptureAllowed",
    "SearchSuggestEnabled",
    "SharedClipboardEnabled",
    "SpellcheckEnabled",
    "SpellCheckServiceEnabled",
    "TaskManagerEndProcessEnabled",
    "TranslateEnabled",
    "UrlKeyedAnonymizedDataCollectionEnabled",
    "VideoCaptureAllowed",
)
_BLOCKED: Final = (
    "DefaultClipboardSetting",
    "DefaultFileSystemReadGuardSetting",
    "DefaultFileSystemWriteGuardSetting",
    "DefaultGeolocationSetting",
    "DefaultLocalFontsSetting",
    "DefaultNotificationsSetting",
    "DefaultPopupsSetting",
    "DefaultSensorsSetting",
    "DefaultSerialGuardSetting",
    "DefaultWebBluetoothGuardSetting",
    "DefaultWebHidGuardSetting",
    "DefaultWebUsbGuardSetting",
    "DefaultWindowManagementSetting",
    "DeveloperToolsAvailability",
    "GenAiDefaultSettings",
    "NetworkPredictionOptions",
)


def policy(hosts: Iterable[str], origins: Iterable[str] = ()) -> dict[str, Any]:
    """Return the policy that lets ``hosts`` be visited, by https alone; ``origins`` are written as they are."""
    return {
        **dict.fromkeys(_OFF, False),
        **dict.fromkeys(_BLOCKED, _NEVER),
        "AllowDinosaurEasterEgg": False,
        "AllowFileSelectionDialogs": True,
        "BrowserSignin": 0,
        "DnsOverHttpsMode": "off",
        "DownloadRestrictions": 3,
        "ExtensionInstallBlocklist": ["*"],
        "IncognitoModeAvailability": 2,
        "ProxySettings": {
            "ProxyMode": "fixed_servers",
            "ProxyServer": f"127.0.0.1:{INSIDE_PORT}",
            "ProxyBypassList": "<-loopback>",
        },
        "SafeBrowsingProtectionLevel": 0,
        "SavingBrowserHistoryDisabled": True,
        "SyncDisabled": True,
        "URLAllowlist": [*(f"https://.{host}" for host in sorted(set(hosts))), *origins],
        "URLBlocklist": ["*", "file://*", "view-source:*", "chrome://*", "javascript://*", "data:*"],
        "WebRtcIPHandling": "disable_non_proxied_udp",
    }


def policy_text(hosts: Iterable[str], origins: Iterable[str] = ()) -> str:
    """Return it as the file stands on a machine."""
    return json.dumps(policy(hosts, origins), indent=2, sort_keys=True) + "\n"
