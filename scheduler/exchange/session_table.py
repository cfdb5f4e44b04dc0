"""The `session` table: rows of a key and a value, each key with its own kind."""

from __future__ import annotations

from dataclasses import dataclass

from models.dossier.records import SessionInfo
from scheduler.exchange.kinds import Code, ListOf, Phone, Text, YesNo
from scheduler.exchange.number_kinds import Integer
from scheduler.exchange.schema import Column, Table, key, maybe, needed
from scheduler.exchange.time_kinds import Day


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One row of `session`, before its value is read by its own kind."""

    key: str
    value: object = None


SESSION = Table(
    "session",
    "session",
    SessionRow,
    required=True,
    aliases=("sessions",),
    help=("La session d’examen : une ligne par information."),
    columns=(
        key(
            "cle",
            "key",
            help="Nom de l’information",
            example="code",
            aliases=("champ", "information", "rubrique"),
        ),
        Column(
            "valeur",
            "value",
            Text(),
            empty=True,
            help="Sa valeur",
            example="SAM-2027",
            aliases=("contenu",),
        ),
    ),
)

SESSION_KEYS: tuple[Column, ...] = (
    needed("code", "code", Code(), help="Code de la session", example="PARIS-2027"),
    needed(
        "libelle", "label", help="Libellé", example="Oraux de juin 2027", aliases=("nom", "intitule")
    ),
    needed("annee", "year", Integer(2000, 2100), help="Année de la session", example="2027"),
    needed("academie", "academie", help="Académie", example="Paris"),
    maybe("service", "service", help="Service organisateur", example="Division des examens et concours"),
    maybe("signataire_nom", "signatory_name", help="Nom du signataire", example="Claire Morel"),
    maybe(
        "signataire_qualite",
        "signatory_title",
        help="Qualité du signataire",
        example="Cheffe de division",
    ),
    maybe(
        "contact_courriel",
        "contact_email",
        help="Courriel de contact",
        example="examens@example.org",
        aliases=("courriel", "contact mail", "contact email"),
    ),
    maybe(
        "contact_telephone",
        "contact_phone",
        Phone(),
        help="Téléphone de contact",
        example="01 99 00 00 01",
        aliases=("telephone",),
    ),
    maybe(
        "telephone_urgence",
        "emergency_phone",
        Phone(),
        help="Téléphone le jour des épreuves",
        example="06 39 98 00 02",
        aliases=("urgence",),
    ),
    maybe("ville", "town", help="Lieu de signature", example="Paris", aliases=("commune",)),
    maybe(
        "epreuves",
        "epreuves",
        ListOf(Code()),
        help="Épreuves organisées ; vide : toutes les orales",
        example="BTS-SAM/E4,BTS-SAM/E5",
        aliases=("epreuves organisees",),
    ),
    maybe(
        "remontee_notes",
        "marks_due",
        Day(),
        help="CCF : dernier jour pour faire remonter les propositions de notes",
        example="2027-05-28",
        aliases=("echeance notes", "remontee des notes", "date limite notes"),
    ),
    maybe(
        "partage",
        "shared",
        YesNo(),
        help="Partage salles et personnes avec les autres sessions ; NON pour un essai",
        example="OUI",
        aliases=("ressources partagees",),
    ),
)

SESSION_FIELDS = {header: column for column in SESSION_KEYS for header in column.headers}


def rows_of(session: SessionInfo) -> tuple[SessionRow, ...]:
    """Return the rows that say what `session` says."""
    filled = ((column, getattr(session, column.field)) for column in SESSION_KEYS)
    return tuple(
        SessionRow(column.name, column.kind.write(value))
        for column, value in filled
        if value not in (None, ())
    )
