"""What each role may do: one table, asked by every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.db import AccountRole


class Right(StrEnum):
    """Something that pages ask for; the value is the French infinitive that a refusal prints."""

    READ = "consulter cette session"
    EDIT = "modifier les données de cette session"
    PLAN = "planifier cette session"
    ADJUST = "ajuster un plan"
    PUBLISH = "publier un plan"
    CONVENE = "convoquer"
    SHARE = "donner accès à cette session"
    REMOVE = "supprimer cette session"
    CREATE = "créer une session"
    ADMINISTER = "gérer les comptes de cette installation"


GENERAL = frozenset({Right.CREATE, Right.ADMINISTER})
"""Rights that no session gives."""
IN_CENTRES = frozenset({Right.READ, Right.EDIT, Right.ADJUST, Right.CONVENE})
"""Rights that a role limited to some centres may give: the others are about the whole session."""
OF_ROLE: Mapping[AccountRole, frozenset[Right]] = {
    AccountRole.MANAGER: frozenset(Right) - GENERAL,
    AccountRole.HEAD: frozenset({Right.READ, Right.CONVENE}),
    AccountRole.READER: frozenset({Right.READ}),
}
ROLE_NAMES = {
    AccountRole.MANAGER: "gestionnaire",
    AccountRole.HEAD: "chef de centre",
    AccountRole.READER: "lecteur",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in: `roles` by code of session.

    `centres` are the only ones (UAI) in which a role holds, by code of session; a session that is not
    there is open whole.
    """

    id: int
    name: str
    email: str
    administrator: bool = False
    roles: Mapping[str, AccountRole] = field(default_factory=dict)
    centres: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def limited(self, session: str) -> bool:
        """Whether the role in a session holds in some of its centres only."""
        return session in self.centres and not self.administrator


NOBODY = Person(0, "", "")


def may(person: Person, right: Right, session: str | None = None) -> bool:
    """Whether somebody has a right, in the session of a code or (None) in general.

    A manager of a whole session may create others, and becomes their manager.
    """
    if person.administrator:
        return True
    if right is Right.CREATE:
        return any(
            role is AccountRole.MANAGER and not person.limited(code)
            for code, role in person.roles.items()
        )
    if right in GENERAL or session is None:
        return False
    role = person.roles.get(session)
    return role is not None and right in rights_of(role, limited=person.limited(session))


def rights_of(role: AccountRole, *, limited: bool) -> frozenset[Right]:
    """Return what a role gives, in a whole session or in some of its centres."""
    return OF_ROLE[role] & IN_CENTRES if limited else OF_ROLE[role]
