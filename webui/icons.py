"""Icons drawn for Oraux: 24 × 24 strokes, always beside a word, hidden from screen readers."""

from __future__ import annotations

from markupsafe import Markup

PATHS = {
    "alert": '<path d="M12 3.5 21.5 20h-19L12 3.5Z"/><path d="M12 10v4.5M12 17.4v.1"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "ban": '<circle cx="12" cy="12" r="9"/><path d="m6 6 12 12"/>',
    "book": '<path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3V4Z"/><path d="M5 17a3 3 0 0 1 3-3h11"/>',
    "building": '<path d="M4 21V5l9-2v18M13 9h7v12M2 21h20"/><path d="M8 8v.1M8 12v.1M8 16v.1M17 13v.1M17 17v.1"/>',
    "calendar": '<rect x="3" y="5" width="18" height="16" rx="2"/><path d="M3 10h18M8 3v4M16 3v4"/>',
    "chart": '<path d="M4 4v16h16"/><path d="M8 16v-4M13 16V8M18 16v-6"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "chevron": '<path d="m9 5 7 7-7 7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "diff": '<path d="M7 4v12a3 3 0 0 0 3 3h4M4 7l3-3 3 3M17 20V8a3 3 0 0 0-3-3h-1M14 17l3 3 3-3"/>',
    "dot": '<circle cx="12" cy="12" r="4"/>',
    "down": '<path d="m6 9 6 6 6-6"/>',
    "download": '<path d="M12 3v12M7 11l5 5 5-5M4 20h16"/>',
    "file": '<path d="M6 3h8l5 5v13H6V3Z"/><path d="M14 3v5h5M9 13h6M9 17h6"/>',
    "home": '<path d="m3 11 9-7 9 7v9h-6v-6H9v6H3v-9Z"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>',
    "list": '<path d="M8 6h13M8 12h13M8 18h13M3.5 6v.1M3.5 12v.1M3.5 18v.1"/>',
    "lock": '<rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V7a4 4 0 0 1 8 0v4"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "minus": '<path d="M5 12h14"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c1-4.5 4-6 8-6s7 1.5 8 6"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.8-4 3-5.5 6.5-5.5s5.700 1.5 6.5 5.5M16 4.800a3.5 3.5 0 0 1 '
    '0 6.400M18 15c2 .7 3.100 2.300 3.5 5"/>',
    "play": '<path d="M7 4.5v15l12-7.5-12-7.5Z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4v-7h16v7h-3M7 14h10v7H7v-7Z"/>',
    "refresh": '<path d="M20 11a8 8 0 1 0-2 6M20 5v6h-6"/>',
    "scale": '<path d="M12 4v16M7 20h10M5 7h14M5 7l-3 7a3.5 3.5 0 0 0 6 0L5 7ZM19 7l-3 7a3.5 3.5 0 0 0 6 0l-3-7Z"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "stop": '<rect x="6" y="6" width="12" height="12" rx="1.5"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.700 1.700M17.300 '
    '17.300 19 19M5 19l1.700-1.700M17.300 6.700 19 5"/>',
    "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14"/>',
    "up": '<path d="m6 15 6-6 6 6"/>',
    "upload": '<path d="M12 16V4M7 8l5-5 5 5M4 20h16"/>',
    "wheelchair": '<circle cx="10" cy="4" r="1.800"/><path d="M10 7v6h6l3 6M10 10h5M8 11.5a5.200 5.200 0 1 0 7 7"/>',
}


def icon(name: str) -> Markup:
    """Return the icon as inline SVG.

    Raises
    ------
    KeyError
        No icon has this name.

    """
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{}</svg>',
    ).format(Markup(PATHS[name]))  # noqa: S704  (the paths are ours, nothing of a user's)
