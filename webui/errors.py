"""Error pages in French: what happened, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from models.regulation import RegulationError
from scheduler.errors import OrauxError
from webui.security import ForeignHostError


@dataclass(frozen=True, slots=True)
class Advice:
    """What an error page says."""

    title: str
    message: str
    remedy: str


ADVICE = {
    400: Advice(
        "Demande incomprise",
        "Le navigateur a envoyé une demande incomplète ou mal formée.",
        "Revenez à la page précédente et recommencez.",
    ),
    403: Advice(
        "Action réservée",
        "Votre compte ne permet pas cette action.",
        "Revenez à la page précédente, ou demandez ce droit à qui gère la session.",
    ),
    404: Advice(
        "Page introuvable",
        "Cette adresse ne mène à rien : la session, le plan ou la personne "
        "n’existe pas ou n’existe plus.",
        "Vérifiez l’adresse, ou repartez de la liste des sessions.",
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
        "Rechargez la page ; si l’erreur revient, notez l’heure et l’action, et signalez-la.",
    ),
    503: Advice(
        "Un composant manque sur cet ordinateur",
        "Cette action a besoin d’un composant du système qui n’est pas installé.",
        "Installez-le comme indiqué, puis recommencez.",
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


def _crash(_error: Exception) -> ResponseReturnValue:
    """Flask has logged the error already."""
    return _page(500, ADVICE[500])


def install(app: Flask) -> None:
    """Give `app` its error pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OrauxError, _domain)
    app.register_error_handler(RegulationError, _texts)
    app.register_error_handler(500, _crash)
