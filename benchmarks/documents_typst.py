"""A candidate's convocation in Typst's language: the words and tables of ours, to be timed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.documents.candidate import CandidateConvocation, PassageBlock

HEAD = """#set page("a4", margin: (x: 16mm, y: 11mm))
#set text(font: "DejaVu Sans", size: 8.5pt, lang: "fr")
#set document(title: "Convocation")"""
PHASES = ("Horaire", "Étape", "Durée", "Lieu")


def typst_page(doc: CandidateConvocation) -> str:
    """Return the source of one convocation."""
    return "\n".join(_lines(doc))


def _lines(doc: CandidateConvocation) -> Iterator[str]:
    head = doc.head
    yield HEAD
    yield f"*{_said(head.academie)}* #h(1fr) *{_said(head.session)}*"
    yield "#line(length: 100%)"
    yield f"= {_said('Convocation aux épreuves orales')}"
    yield _said(f"N° {head.number} · {head.version} · annule et remplace {head.replaces}")
    yield f"\n*{_said(doc.name)}* {_said(f', vous êtes {doc.convened} aux épreuves ci-dessous.')}"
    yield _table(("Diplôme", doc.diploma, *(part for row in doc.identity for part in row)))
    for day in doc.days:
        yield f"== {_said(day.title)}"
        for passage in day.passages:
            yield from _passage(passage)
    yield from _list("À apporter", (item.text for item in doc.bring))
    for one in doc.centres:
        facts = (one.name, one.address, one.reception, one.access, one.contact, one.emergency)
        yield from _list("Centre d’examen", facts)
    yield _said(f"{doc.signature.made} {doc.signature.name} {doc.signature.title}")
    yield from _list("À savoir", doc.notices)


def _passage(passage: PassageBlock) -> Iterator[str]:
    yield f"=== {_said(f'{passage.code} — {passage.title}')}"
    yield _said(f"Se présenter à {passage.report} — {passage.reception}")
    rows = (
        (f"{one.start} – {one.end}", f"{one.title} {one.detail}", one.minutes, str(one.room))
        for one in passage.phases
    )
    yield _table((*PHASES, *(cell for row in rows for cell in row)))
    yield _said(" ".join(passage.measures))


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    yield f"== {_said(title)}"
    yield from (f"- {_said(one)}" for one in items)


def _table(cells: Iterable[str]) -> str:
    return f"#table(columns: 4, stroke: 0.3pt, {', '.join(_quoted(one) for one in cells)})"


def _said(text: str) -> str:
    return f"#{_quoted(text)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
