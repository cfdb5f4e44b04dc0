"""Words of documents: academies, agreement with a civility, texts typed by hand."""

from __future__ import annotations

import re

from models.french import NBSP

VOWELS = "AEIOUYÀÂÉÈÊËÎÏÔÛŒÆH"


def capital(text: str) -> str:
    """First letter in capitals, the rest untouched."""
    return text[:1].upper() + text[1:]


def fixed_spaces(text: str) -> str:
    """Make the spaces of French punctuation unbreakable in a text typed by hand."""
    text = re.sub(r" ?([;!?»])", lambda found: _before(found, text), text)
    text = re.sub(r" ([:%€])", NBSP + r"\1", text)
    text = text.replace("« ", f"«{NBSP}")
    text = re.sub(r"\b([nN]°|art\.|M\.|Mme|p\.) (?=\S)", rf"\1{NBSP}", text)
    return re.sub(r"(\d) (?=(h|min|euros?)\b|\d{3}\b)", rf"\1{NBSP}", text)


def _before(found: re.Match[str], text: str) -> str:
    """A fixed space before a high sign that had a space; none is added elsewhere (addresses, codes)."""
    had_space = text[found.start()] == " "
    return (NBSP if had_space else "") + found.group(1)


def academie(name: str) -> str:
    """« Académie de Nantes », « Académie d’Amiens »; a full title is kept."""
    if name.casefold().startswith(("acad", "rectorat", "région", "vice-rectorat")):
        return name
    return f"Académie d’{name}" if name[:1].upper() in VOWELS else f"Académie de {name}"


def agreed(civility: str | None, word: str) -> str:
    """« convoquée », « convoqué », or « convoqué(e) » when the civility is unknown."""
    if civility is None:
        return f"{word}(e)"
    return f"{word}e" if civility.casefold().rstrip(".") in {"mme", "mlle", "madame"} else word
