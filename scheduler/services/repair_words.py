"""What a proposal says to a person: who sits instead of whom, who moves, and what cannot be less."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Dossier
from models.dossier.names import examiner_name
from models.french import agreed, counted, enumeration, hour, typeset
from models.planning import Level, Plan, Sitting
from scheduler.rules.wording import day_of, long_day
from solver.repair import Damage, Kind, Repair

MOST_OTHERS = 4
LEVEL_NAMES = {
    "unplaced": ("passage sans place", "passages sans place"),
    "moved": ("passage déplacé", "passages déplacés"),
    "reconvened": ("personne à convoquer de nouveau", "personnes à convoquer de nouveau"),
    "replacements": ("remplacement de plus", "remplacements de plus"),
}


TITLES = {
    Kind.SUBSTITUTE: "{called} {sits} à la place ; aucun passage ne bouge.",
    Kind.RESERVE: "{called}, de réserve, {sits} à la place ; aucun passage ne bouge.",
    Kind.REPLACEMENT: (
        "{called} {sits} dans le siège du professionnel, comme le texte le permet ; aucun passage ne "
        "bouge."
    ),
    Kind.EXCHANGE: "Des membres changent de commission ; aucun passage ne bouge.",
    Kind.ROOMS: "D’autres salles, aux mêmes heures ; aucun passage ne change d’heure.",
    Kind.RELEASE: "Les passages concernés sont retirés ; personne d’autre ne bouge.",
    Kind.SWAP: "{placed} : des candidats échangent leurs places, aucun jury ne change.",
    Kind.SPREAD: "{placed} devant les commissions qui siègent déjà.",
    Kind.OPEN: "{placed}, {opened}.",
}


class Words:
    """Names of the people of a session, and the commissions of the plan in force."""

    def __init__(self, people: Dossier, plan: Plan) -> None:
        self.people = people
        self.plan = plan
        self.examiners = {one.code: examiner_name(one) for one in people.examiners}
        self.sittings = {one.code: one for one in plan.sittings}

    def title(self, one: Repair) -> str:
        """Say in one sentence what a proposal does."""
        opened = sum(sitting.code not in self.sittings for sitting in one.plan.sittings)
        said = TITLES[one.kind].format(
            called=enumeration(dict.fromkeys(self._name(sub.examiner) for sub in one.substitutes)),
            sits=agreed(len({sub.examiner for sub in one.substitutes}), "siège", "siègent"),
            placed=self._placed(one),
            opened=f"avec {counted(opened, 'commission')} de plus"
            if opened
            else "en revoyant les jurys",
        )
        return typeset(said)

    def _name(self, code: str) -> str:
        return self.examiners.get(code, code)

    def _placed(self, one: Repair) -> str:
        moved, new = len(one.changes.moved), len(one.changes.placed)
        parts = [f"{counted(moved, 'passage')} {agreed(moved, 'déplacé')}"] if moved or not new else []
        left = len(one.changes.left_out)
        parts += [f"{counted(new, 'passage')} {agreed(new, 'placé')}"] if new else []
        parts += [f"{counted(left, 'passage')} sans place"] if left else []
        return enumeration(parts)

    def details(self, one: Repair) -> Iterator[str]:
        """Say commission by commission what changes."""
        after = {sitting.code: sitting for sitting in one.plan.sittings}
        for code, sitting in self.sittings.items():
            if code not in after:
                yield typeset(f"{self._sitting(sitting)} : ne siège plus.")
            elif after[code] != sitting:
                yield typeset(f"{self._sitting(sitting)} : {self._changed(sitting, after[code])}.")
        for code, sitting in after.items():
            if code not in self.sittings:
                yield typeset(f"{self._sitting(sitting)} : nouvelle, {self._members(sitting)}.")
        if one.others:
            others = dict.fromkeys(self._name(sub.examiner) for sub in one.others)
            yield typeset(f"Autres personnes possibles : {', '.join(list(others)[:MOST_OTHERS])}.")

    def _changed(self, before: Sitting, after: Sitting) -> str:
        parts = []
        came = [one.examiner for one in after.members if one not in before.members]
        went = [one.examiner for one in before.members if one not in after.members]
        if came or went:
            who, whom = self._names(came), self._names(went)
            instead = " en remplacement du professionnel" if _replaced(after, came) else ""
            parts.append(f"{who} {agreed(len(came), 'remplace', 'remplacent')} {whom}{instead}")
        if after.room != before.room:
            parts.append(f"salle {after.room} au lieu de {before.room}")
        if (after.start, after.end) != (before.start, before.end):
            parts.append(f"siège de {hour(after.start)} à {hour(after.end)}")
        return ", ".join(parts)

    def _names(self, codes: list[str]) -> str:
        return enumeration(self._name(code) for code in codes)

    def _members(self, sitting: Sitting) -> str:
        return self._names([member.examiner for member in sitting.members])

    def _sitting(self, sitting: Sitting) -> str:
        """« Commission E4-05 (mardi 8 juin de 8 h 30 à 12 h 25, salle B12) »."""
        day = long_day(day_of(self.plan.first_day, sitting.start))
        hours = f"de {hour(sitting.start)} à {hour(sitting.end)}"
        return f"Commission {sitting.code} ({day} {hours}, salle {sitting.room})"

    def proof(self, one: Repair) -> Iterator[str]:
        """Say of each level whether less is possible."""
        for level in one.levels:
            yield typeset(f"{_said(level)} : {_proved(level, one)}")

    def nothing(self, damage: Damage, *, refused: int) -> str:
        """Say why there is no proposal."""
        if not damage.hit:
            return "Rien à réparer : le plan n’est pas touché."
        why = " (défaut d’Oraux : les contrôles ont refusé le résultat)" if refused else ""
        return typeset(
            f"Aucune réparation trouvée dans le temps accordé{why} ; ouvrez une demi-journée, appelez "
            "un examinateur de plus, ou recalculez le plan."
        )


def _replaced(sitting: Sitting, codes: list[str]) -> bool:
    return any(one.replacement for one in sitting.members if one.examiner in codes)


def _said(level: Level) -> str:
    singular, plural = LEVEL_NAMES[level.name]
    return counted(level.value, singular, plural)


def _proved(level: Level, one: Repair) -> str:
    if level.value <= 0:
        return "rien de moins n’est possible."
    if level.proved:
        return "c’est prouvé, aucune réparation n’en demande moins."
    if level.name == "moved" and level.value == one.floor:
        fewer = level.bound or "aucun"
        return f"c’est le moins quand ces commissions sont fermées ; sinon {fewer} peut suffire."
    if not level.bound:
        return "rien ne prouve que ce soit le moins possible."
    return f"aucune réparation n’en demande moins de {level.bound}."
