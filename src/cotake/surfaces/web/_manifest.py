"""What a browser is told of pages that can be put on a home screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cotake.surfaces.web._messages import messages_in


def manifest(address: Callable[[str], str], start: str) -> dict[str, Any]:
    """The web app manifest: `address` gives that of an icon by its name, `start` is the first page."""
    drawn = address("icon.svg")
    icons = [{"src": drawn, "sizes": "any", "type": "image/svg+xml"}]
    for name, size in (("icon-192.png", 192), ("icon-512.png", 512)):
        icons.append({"src": address(name), "sizes": f"{size}x{size}", "type": "image/png"})
    whole = {"src": address("icon-maskable-512.png"), "sizes": "512x512", "type": "image/png"}
    return {
        "name": "cotake",
        "short_name": "cotake",
        "description": messages_in("en")("offline-about"),
        "id": start,
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#0b5563",
        "icons": [*icons, {**whole, "purpose": "maskable"}],
    }
