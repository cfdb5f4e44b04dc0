"""Accounts in the browser: who is at work, signing in and out, who may do what."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

# Each module registers its routes on the blueprint when it is imported.
from webui.accounts import admin, doors, mine, sharing  # noqa: E402

__all__ = ["admin", "blueprint", "doors", "mine", "sharing"]
