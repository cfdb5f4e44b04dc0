"""The words of each kind of message: the usual ones, and those a session puts in their place.

A text may name what changes from one person to another between braces: `{nom}`, `{session}`, …
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.db import MailTextRow, MessageKind
from models.db.database import lock_session
from models.french import typeset
from scheduler.errors import OrauxError
from scheduler.mail.addresses import one_line
from scheduler.services.dossiers import session_row

LONGEST_SUBJECT = 150
LONGEST_TEXT = 4000
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PLACEHOLDERS: Mapping[str, str] = {
    "nom": "civilité, prénom et nom (ou nom de l’établissement)",
    "session": "libellé de la session",
    "annee": "année de la session",
    "premier_jour": "premier jour où la personne est attendue",
    "version": "numéro de la version publiée",
    "convoque": "« convoqué », « convoquée » ou « convoqué(e) »",
    "contact": "le centre d’examen, avec son téléphone et son courriel",
}
KIND_NAMES: Mapping[MessageKind, str] = {
    MessageKind.CANDIDATE: "Convocation d’un candidat",
    MessageKind.EXAMINER: "Convocation d’un juré",
    MessageKind.CHANGED: "Convocation modifiée",
    MessageKind.CANCELLED: "Convocation annulée",
    MessageKind.REMINDER: "Rappel",
    MessageKind.SCHOOL: "Lot d’un établissement",
}


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject, what comes before the hours and places, what comes after."""

    subject: str
    opening: str
    closing: str


class MailTextError(OrauxError):
    """A text cannot be used as it is written."""

    code = 422


WRITE = "écrivez ou appelez sans attendre {contact}."
USUAL: Mapping[MessageKind, MailText] = {
    MessageKind.CANDIDATE: MailText(
        "Convocation aux épreuves orales – {session}",
        "Vous êtes {convoque} aux épreuves orales ci-dessous, à partir du {premier_jour}.\n\n"
        "Votre convocation est jointe à ce message : lisez-la en entier, elle dit aussi ce qu’il faut "
        "apporter et vos aménagements s’il y en a. Présentez-la le jour de l’épreuve avec une pièce "
        "d’identité.",
        f"Une erreur, un empêchement ? Dans ce cas, {WRITE}",
    ),
    MessageKind.EXAMINER: MailText(
        "Convocation comme membre de jury – {session}",
        "Vous êtes {convoque} comme membre de jury aux dates ci-dessous.\n\n"
        "Votre convocation est jointe à ce message, avec l’ordre de passage des candidats. Si vous êtes "
        "salarié, remettez-en dès maintenant une copie à votre employeur avec votre demande "
        "d’autorisation d’absence.",
        f"Si vous ne pouvez pas venir, {WRITE} Il faut le temps de vous remplacer.",
    ),
    MessageKind.CHANGED: MailText(
        "Votre convocation a changé – {session}",
        "Votre convocation a changé. Celle qui est jointe à ce message annule et remplace la "
        "précédente : ne vous fiez plus qu’à elle.",
        f"Une question, un empêchement ? Dans ce cas, {WRITE}",
    ),
    MessageKind.CANCELLED: MailText(
        "Votre convocation est annulée – {session}",
        "La convocation que vous avez reçue est annulée : ne venez pas aux dates ci-dessous.",
        f"Si cela vous étonne, {WRITE}",
    ),
    MessageKind.REMINDER: MailText(
        "Rappel : votre convocation du {premier_jour} – {session}",
        "Nous n’avons pas encore votre réponse à la convocation qui vous a été envoyée. Elle est "
        "jointe de nouveau à ce message ; dites-nous que vous l’avez bien reçue.",
        f"Une question, un empêchement ? Dans ce cas, {WRITE}",
    ),
    MessageKind.SCHOOL: MailText(
        "Convocations de vos candidats – {session}",
        "Vous trouverez ci-joint les convocations de vos candidats aux épreuves orales, une par "
        "fichier. Merci de les leur remettre contre signature et de signaler toute erreur.",
        f"Pour toute question, {WRITE}",
    ),
}


def texts_of(db: Session, session_id: int) -> dict[MessageKind, MailText]:
    """Return the words of each kind of message of a session."""
    rows = db.scalars(select(MailTextRow).where(MailTextRow.session_id == session_id))
    own = {row.kind: MailText(row.subject, row.opening, row.closing) for row in rows}
    return {kind: own.get(kind, USUAL[kind]) for kind in MessageKind}


def store_text(db: Session, code: str, kind: MessageKind, text: MailText) -> None:
    """Put words of its own in the messages of a session; the usual ones are not stored.

    Raises
    ------
    NotFoundError
        No session has this code.
    MailTextError
        A part is missing, too long, or names something between braces that does not exist.

    """
    clean = checked(text)
    session_id = session_row(db, code).id
    lock_session(db, code)
    forget_text(db, code, kind)
    if clean != USUAL[kind]:
        parts = {"subject": clean.subject, "opening": clean.opening, "closing": clean.closing}
        db.add(MailTextRow(session_id=session_id, kind=kind, **parts))


def forget_text(db: Session, code: str, kind: MessageKind) -> None:
    """Return to the usual words."""
    session_id = session_row(db, code).id
    db.execute(delete(MailTextRow).where(MailTextRow.session_id == session_id, MailTextRow.kind == kind))


def checked(text: MailText) -> MailText:
    """Return a text that can be used, its lines ended alike.

    Raises
    ------
    MailTextError
        What is wrong with it.

    """
    subject = one_line(text.subject)
    opening, closing = ("\n".join(part.split("\r\n")).strip() for part in (text.opening, text.closing))
    if not subject or not opening:
        raise MailTextError("L’objet et le début du message ne peuvent pas être vides.")
    if len(subject) > LONGEST_SUBJECT or len(opening) > LONGEST_TEXT or len(closing) > LONGEST_TEXT:
        raise MailTextError(
            f"Trop long : {LONGEST_SUBJECT} caractères au plus pour l’objet, {LONGEST_TEXT} pour le "
            "début et pour la fin."
        )
    for part in (subject, opening, closing):
        _check_names(part)
    return MailText(subject, opening, closing)


def _check_names(text: str) -> None:
    for name in PLACEHOLDER.findall(text):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            raise MailTextError(f"« {{{name}}} » n’existe pas ; entre accolades, écrivez : {known}.")


def filled(text: MailText, values: Mapping[str, str]) -> MailText:
    """Return a text with the values of one person in their places, in French typography."""

    def put(part: str) -> str:
        return typeset(PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), part))

    return MailText(one_line(put(text.subject)), put(text.opening), put(text.closing))
