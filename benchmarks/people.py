"""Fictitious people and places: plausible French names, codes and numbers that belong to nobody.

Telephone numbers come from the ranges kept for fiction (06 39 98, 02 61 91), mail addresses from
`example.org`, UAI and INE codes from ranges that are not attributed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

MANY_KNOWN = 2_000
UAI_KEYS = "ABCDEFGHJKLMNPRSTUVWXYZ"

FEMALE = (
    "Aïcha",
    "Alicia",
    "Ambre",
    "Amélie",
    "Anaïs",
    "Assia",
    "Camille",
    "Célia",
    "Chloé",
    "Clara",
    "Clémence",
    "Coralie",
    "Élodie",
    "Emma",
    "Émeline",
    "Eva",
    "Fatoumata",
    "Gaëlle",
    "Inès",
    "Jade",
    "Jeanne",
    "Jessica",
    "Julie",
    "Justine",
    "Laura",
    "Léa",
    "Léna",
    "Lina",
    "Lou-Anne",
    "Louise",
    "Lucie",
    "Maëlys",
    "Manon",
    "Marie-Lou",
    "Marine",
    "Maud",
    "Mélissa",
    "Nawel",
    "Noémie",
    "Océane",
    "Pauline",
    "Romane",
    "Salomé",
    "Sarah",
    "Shaïna",
    "Solène",
    "Tiphaine",
    "Yasmine",
    "Zoé",
)
MALE = (
    "Adam",
    "Alexis",
    "Amine",
    "Antoine",
    "Axel",
    "Bastien",
    "Corentin",
    "Dylan",
    "Enzo",
    "Florian",
    "Hugo",
    "Ibrahim",
    "Jean-Baptiste",
    "Jules",
    "Killian",
    "Loïc",
    "Lucas",
    "Maël",
    "Mathéo",
    "Nathan",
    "Noé",
    "Rayan",
    "Samuel",
    "Théo",
    "Tristan",
    "Valentin",
    "Yanis",
    "Yohann",
)
FAMILY = (
    "Abgrall",
    "Allaire",
    "Aubineau",
    "Bellanger",
    "Benhamou",
    "Béranger",
    "Bodin",
    "Bourgeais",
    "Brémond",
    "Cadeau",
    "Carré",
    "Chauvigné",
    "Chesneau",
    "Cissé",
    "Coiffard",
    "Cormier",
    "Cousseau",
    "Da Costa",
    "Dandois",
    "Davost",
    "Delahaye",
    "Diallo",
    "Douillard",
    "Du Plessis",
    "Durandet",
    "El Amrani",
    "Esnault",
    "Fauchard",
    "Ferrand",
    "Fouquet",
    "Gaborieau",
    "Gasnier",
    "Gautreau",
    "Girault",
    "Godin",
    "Gouraud",
    "Grellier",
    "Guérineau",
    "Haddad",
    "Hérault",
    "Huchet",
    "Jamin",
    "Jousselin",
    "Kerbrat",
    "Konaté",
    "Lambert",
    "Langevin",
    "Lebrun",
    "Le Goff",
    "Lemée",
    "Loiseau",
    "Maillard",
    "Marchand",
    "Martineau",
    "Ménard",
    "Merlet",
    "Moreau",
    "N’Diaye",
    "Nguyen",
    "Oger",
    "Onillon",
    "Papin",
    "Pasquier",
    "Pelé",
    "Perdriau",
    "Pineau",
    "Poirier",
    "Quéméneur",
    "Rabouin",
    "Raveneau",
    "Rethoré",
    "Ripoche",
    "Robin",
    "Rousseau",
    "Sécher",
    "Sorin",
    "Tessier",
    "Thibaudeau",
    "Touré",
    "Traineau",
    "Vaslin",
    "Vigneron",
    "Vivien",
    "Yılmaz",
    "Zaïdi",
)
COMPANIES = (
    "Agence Rivaud",
    "Boulangeries Hamelin",
    "Carrosserie Louvet",
    "Domaine de la Grange",
    "Établissements Poulain",
    "Fonderie Gautron",
    "Garage du Pont-Neuf",
    "Hôtel des Mariniers",
    "Laboratoire Vauzelle",
    "Menuiserie Charrier",
    "Office notarial Ballu",
    "Papeterie Ormeaux",
)


def uai(digits: int) -> str:
    """Code of an establishment with its key letter (`49_901` gives `0049901` and its letter)."""
    return f"{digits:07d}{UAI_KEYS[digits % 23]}"


def address_part(text: str) -> str:
    """Letters of a name that fit a mail address: `N’Diaye` gives `ndiaye`."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i")).encode("ascii", "ignore").decode()
    return "".join(c for c in plain.lower().replace(" ", "-") if c.isalnum() or c == "-")


def mail(first: str, family: str) -> str:
    """Mail address on a domain kept for examples."""
    return f"{address_part(first)}.{address_part(family)}@example.org"


@dataclass(frozen=True, slots=True)
class Person:
    """A drawn person."""

    civility: str
    first: str
    family: str
    born: date


class Crowd:
    """Draws distinct people; the same seed gives the same people."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._known: set[tuple[str, str]] = set()

    def person(self, youngest: date, years: int) -> Person:
        """Someone nobody has drawn yet, born in the `years` before `youngest`."""
        while True:
            female = self.random.random() < 0.7
            first = self.random.choice(FEMALE if female else MALE)
            family = self._family()
            if (first, family) not in self._known:
                break
        self._known.add((first, family))
        born = youngest - timedelta(days=self.random.randrange(years * 365))
        return Person("Mme" if female else "M.", first, family, born)

    def _family(self) -> str:
        """One name, or two when most of the pairs of names have been drawn."""
        name = self.random.choice(FAMILY)
        crowded = len(self._known) > MANY_KNOWN
        return f"{name}-{self.random.choice(FAMILY)}" if crowded else name

    def mobile(self) -> str:
        """A mobile number of the range kept for fiction."""
        return f"06 39 98 {self.random.randrange(100):02d} {self.random.randrange(100):02d}"

    def ine(self, rank: int) -> str:
        """A national student number of a range that is not attributed."""
        return f"0499{rank:06d}{self.random.choice('ABCDEFGHJK')}"
