"""Names of people and firms, compared as headers are: no case, accents, spaces, hyphens, apostrophes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from models.dossier import Examiner

CIVILITY = re.compile(
    r"^\s*(?:m\.?|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle|dr\.?|pr\.?|me\.?)\s+", re.IGNORECASE
)

IGNORED = re.compile(r"[\s\u200b\ufeff°º'’ʼ`´_\-‐‑–]+")
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


@lru_cache(maxsize=65_536)
def folded(text: str | None) -> str:
    """Return what two names are compared by; empty for nothing."""
    decomposed = unicodedata.normalize("NFKD", IGNORED.sub("", (text or "").translate(LIGATURES)))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return IGNORED.sub("", plain).casefold()


def spoken_names(examiner: Examiner) -> frozenset[str]:
    """« Prénom Nom » and « Nom Prénom » of an examiner, folded."""
    first, last = folded(examiner.first_name), folded(examiner.family_name)
    return frozenset({first + last, last + first})


def names_person(written: str | None, examiner: Examiner) -> bool:
    """Whether a free text such as « Mme Roux Anne » is this examiner's name."""
    bare = CIVILITY.sub("", written or "")
    found = {folded(written), folded(bare)} - {""}
    return bool(found & spoken_names(examiner))
