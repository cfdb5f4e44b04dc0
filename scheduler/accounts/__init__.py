"""Who may do what: accounts, roles in sessions, passwords, keys used once."""

from scheduler.accounts.rights import NOBODY, Person, Right, may

__all__ = ["NOBODY", "Person", "Right", "may"]
