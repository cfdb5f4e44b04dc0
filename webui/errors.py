"""Error pages in French: what happened, and what to do now."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from secrets import token_hex

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from models.regulation import RegulationError
from scheduler.errors import OrauxError
from webui.security import ForeignHostError

log = logging.getLogger(__name__)

MANAGER = "Si cela vous est nécessaire, demandez-le à qui gère la session ou administre l’installation."
ADMINISTRATOR = (
    "Si cela continue, prévenez qui administre l’installation : dites l’heure et la référence "
    "ci-dessous."
)


@dataclass(frozen=True, slots=True)
class Advice:
    """What an error page says: what happened, what to do, whom to tell when that does not help."""

    title: str
    message: str
    remedy: str
    whom: str = ""


ADVICE = {
    400: Advice(
        "Demande incomprise",
        "Le navigateur a envoyé une demande incomplète ou mal formée.",
        "Revenez à la page précédente et recommencez.",
    ),
    403: Advice(
        "Action réservée",
        "Votre compte ne permet pas cette action.",
        "Revenez à la page précédente.",
        MANAGER,
    ),
    404: Advice(
        "Page introuvable",
        "Cette adresse ne mène à rien : la session, le plan ou la personne "
        "n’existe pas ou n’existe plus.",
        "Vérifiez l’adresse, ou repartez de la liste des sessions.",
        "Si un lien d’Oraux vous a mené ici, signalez-le à qui administre l’installation.",
    ),
    405: Advice(
        "Action impossible à cette adresse",
        "Cette adresse ne s’ouvre pas de cette façon.",
        "Revenez à la page précédente et utilisez ses boutons.",
    ),
    409: Advice(
        "Les données ont changé entre-temps",
        "Quelqu’un ou un calcul a modifié ces données pendant que vous "
        "travailliez ; rien n’a été écrasé.",
        "Rouvrez la page pour voir l’état actuel, puis recommencez.",
    ),
    429: Advice(
        "Trop d’essais",
        "Cette action a été demandée trop souvent.",
        "Attendez un quart d’heure, puis recommencez.",
    ),
    413: Advice(
        "Fichier trop volumineux",
        "Le fichier dépasse la limite de 100 Mo.",
        "Déposez un classeur sans image, ou le dossier des CSV dans un fichier .zip.",
    ),
    422: Advice(
        "Refusé",
        "La demande ne peut pas aboutir en l’état.",
        "Corrigez ce qui est signalé, puis recommencez.",
    ),
    500: Advice(
        "Une erreur est survenue dans Oraux",
        "C’est un défaut du logiciel, pas une erreur de votre part. Vos "
        "données enregistrées sont intactes.",
        "Rechargez la page.",
        ADMINISTRATOR,
    ),
    503: Advice(
        "Un composant manque sur cet ordinateur",
        "Cette action a besoin d’un composant du système qui n’est pas installé.",
        "Installez-le comme indiqué, puis recommencez.",
        "L’installation demande un compte d’administrateur de cet ordinateur.",
    ),
}
FOREIGN_HOST = Advice(
    "Adresse refusée",
    "Cette installation ne répond qu’à cet ordinateur, par localhost ou 127.0.0.1.",
    "Ouvrez l’adresse affichée au démarrage d’Oraux, par exemple http://127.0.0.1:8765.",
)
TEXTS = Advice(
    "Un fichier de textes est à corriger",
    "Un diplôme ajouté à cette installation ne peut pas être lu.",
    "Corrigez le fichier nommé (oraux regles --verifier FICHIER dit tout ce qui manque), "
    "puis redémarrez Oraux.",
)
BUSY = Advice(
    "La base de données ne répond pas",
    "Elle est occupée, arrêtée, ou le disque est plein. Rien n’a été enregistré par cette demande.",
    "Attendez une minute, puis rechargez la page.",
    ADMINISTRATOR,
)
EXPIRED_FORM = Advice(
    "Formulaire expiré",
    "La page était ouverte depuis trop longtemps, ou ne venait pas de "
    "cette application ; rien n’a été fait.",
    "Revenez à la page précédente, rechargez-la, puis recommencez.",
)


def _page(code: int, advice: Advice, message: str | None = None) -> ResponseReturnValue:
    if request.accept_mimetypes.best == "application/json":  # a script asked
        return {"title": advice.title, "message": message or advice.message}, code
    return render_template(
        "error.html", code=code, advice=advice, message=message or advice.message
    ), code


def _bare_page(code: int, advice: Advice, reference: str) -> ResponseReturnValue:
    """Return an error page that asks nothing of the database nor of the account."""
    if request.accept_mimetypes.best == "application/json":  # a script asked
        return {"title": advice.title, "message": f"{advice.message} {advice.remedy}"}, code
    page = current_app.jinja_env.get_template("error_bare.html")
    text = page.render(code=code, advice=advice, reference=reference, home=request.script_root + "/")
    return text, code, {"Retry-After": "60"} if advice is BUSY else {}


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if isinstance(error, SecurityError):  # a host name so wrong that not even an address can be written
        return FOREIGN_HOST.message, code
    if isinstance(error, ForeignHostError):
        return _page(code, FOREIGN_HOST)
    if isinstance(error, CSRFError):
        return _page(code, EXPIRED_FORM)
    return _page(code, ADVICE.get(code, ADVICE[400 if code < 500 else 500]))  # noqa: PLR2004


def _domain(error: OrauxError) -> ResponseReturnValue:
    return _page(error.code, ADVICE.get(error.code, ADVICE[400]), str(error))


def _texts(error: RegulationError) -> ResponseReturnValue:
    return _page(500, TEXTS, str(error))


def _database(error: Exception) -> ResponseReturnValue:
    """The account itself cannot be read: the page says no more than what happened."""
    reference = token_hex(3).upper()
    log.error("Reference %s: the database failed", reference, exc_info=error)
    if "no such " in str(error):  # what SQLite says of a table or column: a defect, not a wait
        return _bare_page(500, ADVICE[500], reference)
    return _bare_page(503, BUSY, reference)


def _crash(_error: Exception) -> ResponseReturnValue:
    """Flask has logged the error already; the reference finds it again."""
    reference = token_hex(3).upper()
    log.error("Reference %s is given to the error above", reference)
    return _bare_page(500, ADVICE[500], reference)


def install(app: Flask) -> None:
    """Give `app` its error pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OrauxError, _domain)
    app.register_error_handler(RegulationError, _texts)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(InterfaceError, _database)
    app.register_error_handler(500, _crash)
