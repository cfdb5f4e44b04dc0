"""The time zone of a centre, from its postal code: hours are printed as its clocks show them."""

from __future__ import annotations

from models.dossier import Centre

METROPOLE = "Europe/Paris"

ZONES = {
    "971": "America/Guadeloupe",
    "97133": "America/St_Barthelemy",
    "97150": "America/Marigot",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "98731": "Pacific/Marquesas",
    "98740": "Pacific/Marquesas",
    "98741": "Pacific/Marquesas",
    "98742": "Pacific/Marquesas",
    "98743": "Pacific/Marquesas",
    "98744": "Pacific/Marquesas",
    "98745": "Pacific/Marquesas",
    "98746": "Pacific/Marquesas",
    "98755": "Pacific/Gambier",
    "988": "Pacific/Noumea",
}
"""Zone by the beginning of a postal code; the longest one that matches wins."""


def zone_of(centre: Centre) -> str:
    """Return the IANA zone of a centre, `Europe/Paris` unless its postal code lies overseas.

    A centre without postal code is placed by its UAI, which begins with the same three digits overseas.
    """
    code = (centre.postal_code or centre.uai).replace(" ", "")
    return ZONES.get(code[:5]) or ZONES.get(code[:3]) or METROPOLE
