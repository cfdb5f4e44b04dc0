"""Centre, rooms, half-days and establishments of the sample session (Maine-et-Loire, June 2027)."""

from __future__ import annotations

from datetime import date

from benchmarks.people import uai
from models.dossier.records import (
    Centre,
    Establishment,
    EstablishmentStatus,
    Journey,
    OpenHalfDay,
    Room,
    RoomType,
    SessionInfo,
)

DAYS = (date(2027, 6, 7), date(2027, 6, 8), date(2027, 6, 9), date(2027, 6, 10))

CENTRE = uai(499001)
LYCEE_CHOLET = uai(499002)
LYCEE_SAUMUR = uai(499003)
LYCEE_LAVAL = uai(539001)
PARC = uai(499010)
FORMATECH = uai(499011)
CFA_LOIRE = uai(499020)
GRETA_LOIRE = uai(499030)
HORIZON = uai(499040)

EPREUVES = (
    "BTS-SAM/E4",
    "BTS-SAM/E5",
    "BCP-AGORA/E31",
    "BCP-AGORA/E32",
    "MC-SNO/E1",
    "MC-SNO/E2",
    "MC-SNO/E3",
)


def session() -> SessionInfo:
    """Identity of the session, as printed on its convocations."""
    return SessionInfo(
        code="SESSION-2027",
        label="Session 2027 : oraux tertiaires",
        year=2027,
        academie="Nantes",
        service="Division des examens et concours",
        signatory_name="Mme Élisabeth Charbonnier",
        signatory_title="Proviseure, cheffe de centre",
        contact_email="examens.jeanne-barret@example.org",
        contact_phone="02 61 91 10 10",
        emergency_phone="02 61 91 10 18",
        town="Angers",
        epreuves=EPREUVES,
    )


def centre() -> Centre:
    """The exam centre."""
    return Centre(
        uai=CENTRE,
        name="Lycée Jeanne-Barret",
        address="12 rue des Ardoisières",
        postal_code="49000",
        town="Angers",
        access="Tramway ligne A, arrêt « Ardoisières » ; entrée des personnes à mobilité réduite "
        "par le portail nord",
        reception="Hall du bâtiment B",
        latitude=47.4712,
        longitude=-0.5518,
    )


def half_days() -> tuple[OpenHalfDay, ...]:
    """Four days; the digital equipment of the SNO is installed on Monday morning."""
    morning, afternoon, late, early = 8 * 60 + 30, 13 * 60 + 30, 18 * 60, 17 * 60 + 30
    rows = []
    for rank, day in enumerate(DAYS):
        without_sno = tuple(e for e in EPREUVES if not e.startswith("MC-SNO"))
        rows.append(OpenHalfDay(CENTRE, day, morning, 12 * 60 + 30, () if rank else without_sno))
        rows.append(OpenHalfDay(CENTRE, day, afternoon, early if day == DAYS[-1] else late))
    return tuple(rows)


def rooms() -> tuple[Room, ...]:
    """Nine jury rooms, five of them accessible, and three preparation rooms."""
    juries = [_jury("B", number, "RDC", accessible=True) for number in (1, 2, 3, 4)]
    juries += [_jury("B", number, "1er", accessible=False) for number in (11, 12, 13, 14)]
    juries.append(_jury("C", 1, "RDC", accessible=True))
    return (
        *juries,
        _preparation("P1", "Salle informatique 105", 6, accessible=True),
        _preparation("P2", "Salle informatique 107", 8, accessible=False),
        _preparation("P3", "Salle 012, isolée", 1, accessible=True),
    )


def _jury(building: str, number: int, floor: str, *, accessible: bool) -> Room:
    """A room where a commission sits."""
    code = f"{building}{number:02d}"
    return Room(
        CENTRE,
        code,
        RoomType.JURY,
        1,
        name=f"Salle {code}",
        accessible=accessible,
        building=f"Bâtiment {building}",
        floor=floor,
    )


def _preparation(code: str, name: str, seats: int, *, accessible: bool) -> Room:
    """A preparation room with one computer for each seat."""
    return Room(
        CENTRE,
        code,
        RoomType.PREPARATION,
        seats,
        name=name,
        computers=seats,
        accessible=accessible,
        building="Bâtiment A",
        floor="RDC" if accessible else "1er",
    )


def establishments() -> tuple[Establishment, ...]:
    """Where candidates and teachers come from; the status decides ponctuel or CCF."""
    status = EstablishmentStatus
    return (
        Establishment(CENTRE, "Lycée Jeanne-Barret", status.PUBLIC, "Angers", True),
        Establishment(LYCEE_CHOLET, "Lycée des Mauges", status.PUBLIC, "Cholet", True),
        Establishment(LYCEE_SAUMUR, "Lycée Amédée-Fontaine", status.PUBLIC, "Saumur", True),
        Establishment(LYCEE_LAVAL, "Lycée des Trois-Rivières", status.PUBLIC, "Laval", True),
        Establishment(PARC, "École tertiaire du Parc", status.PRIVE_HORS_CONTRAT, "Angers", False),
        Establishment(FORMATECH, "Institut Formatech Ouest", status.PRIVE_HORS_CONTRAT, "Cholet", False),
        Establishment(CFA_LOIRE, "CFA des services Val de Loire", status.CFA, "Saumur", False),
        Establishment(GRETA_LOIRE, "GRETA Loire et Layon", status.GRETA, "Angers", False),
        Establishment(HORIZON, "Horizon, cours à distance", status.DISTANCE, "Laval", False),
    )


def journeys() -> tuple[Journey, ...]:
    """Travel times to the centre, minutes."""
    minutes = {LYCEE_CHOLET: 65, LYCEE_SAUMUR: 50, LYCEE_LAVAL: 75, PARC: 20, FORMATECH: 65}
    minutes |= {CFA_LOIRE: 50, GRETA_LOIRE: 15, HORIZON: 75}
    return tuple(Journey(code, CENTRE, time) for code, time in minutes.items())
