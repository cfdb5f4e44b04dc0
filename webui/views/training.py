"""The training session: fictitious people, and lessons that say what to do next, page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request, url_for

from scheduler.samples import TRAINING_CODE, TRAINING_LABEL
from webui.desk import Desk

COOKIE = "seance"
CLOSED = "fermee"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to do: where, what, and how to see that it is done, if it leaves a trace."""

    title: str
    text: str
    endpoint: str
    button: str
    done: Callable[[Desk], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Training:
    """The lesson at hand; `number` counts from 1."""

    number: int
    total: int
    title: str
    text: str
    href: str
    button: str
    done: bool
    here: bool
    closed: bool


LESSONS = (
    Lesson(
        "Découvrir les données",
        "Ces 116 candidats sont fictifs. Ouvrez « Candidats », cherchez « carré », puis ouvrez une "
        "fiche : ses épreuves, l’article qui les décide, ses aménagements.",
        "staff.session_home",
        "Voir les données",
    ),
    Lesson(
        "Vérifier avant de calculer",
        "Pour chaque épreuve, les moyens face aux besoins. Cliquez un nombre de la ligne "
        "« Professionnels » du mardi matin : vous verrez qui peut siéger et qui manque.",
        "staff.verify",
        "Vérifier",
    ),
    Lesson(
        "Planifier",
        "Choisissez une minute et lancez le calcul. Vous pouvez quitter la page : il continue. "
        "Quand il finit, ouvrez le plan.",
        "staff.planning",
        "Planifier",
        lambda desk: bool(desk.plans),
    ),
    Lesson(
        "Ajuster",
        "Choisissez un passage et déplacez-le : chaque place dit d’avance si elle convient. Annulez "
        "ensuite ; rien n’est perdu.",
        "staff.plan_day",
        "Ouvrir le plan",
    ),
    Lesson(
        "Publier",
        "Relisez le rapport de conformité, puis publiez : le plan devient une version qui ne change "
        "plus.",
        "staff.publication",
        "Publier",
        lambda desk: desk.in_force is not None,
    ),
    Lesson(
        "Convoquer",
        "Ouvrez une convocation, préparez les documents. Rien ne part : aucun courriel n’est envoyé "
        "sans serveur ni votre accord.",
        "staff.documents",
        "Convoquer",
    ),
    Lesson(
        "Un imprévu",
        "Créez l’adresse personnelle d’un professionnel depuis sa fiche, ouvrez-la et dites qu’il ne "
        "peut pas venir ; la page « Réponses » propose alors jusqu’à trois réparations.",
        "staff.answers",
        "Voir les réponses",
    ),
    Lesson(
        "C’est à vous",
        "Recommencez autant que vous voulez, ou déposez vos propres listes depuis la page "
        "« Sessions ». Pour effacer l’entraînement : « Données », « Supprimer cette session… ».",
        "staff.sessions",
        "Mes sessions",
    ),
)


def training_of(desk: Desk) -> Training | None:
    """Return the lesson to show beside a session, None for any but the training one."""
    if (desk.session.code, desk.session.label) != (TRAINING_CODE, TRAINING_LABEL):
        return None
    kept = request.cookies.get(COOKIE, "")
    number = position(kept)
    lesson = LESSONS[number - 1]
    return Training(
        number, len(LESSONS), lesson.title, lesson.text, _address(lesson, desk), lesson.button,
        lesson.done(desk), request.endpoint == lesson.endpoint, kept.startswith(CLOSED),
    )  # fmt: skip


def _address(lesson: Lesson, desk: Desk) -> str:
    code = None if lesson.endpoint == "staff.sessions" else desk.code
    return url_for(lesson.endpoint, code=code)


def position(kept: str) -> int:
    """Return the number of the lesson that a cookie remembers, 1 when it makes no sense."""
    digits = kept.removeprefix(CLOSED)
    return min(max(int(digits), 1), len(LESSONS)) if digits.isdecimal() and len(digits) < 3 else 1  # noqa: PLR2004


def moved(kept: str, asked: str) -> str:
    """Return what the cookie remembers after a button of the panel was pressed."""
    number = position(kept)
    if asked == "fermer":
        return f"{CLOSED}{number}"
    step = {"suivant": 1, "precedent": -1}.get(asked, 0)
    return str(min(max(number + step, 1), len(LESSONS)))
