"""A candidate's page: when, where, what to bring; by a personal address, or number and birth date."""

from flask import Blueprint

from webui.personal import adopt

blueprint = Blueprint("candidate", __name__)
adopt(blueprint)

from webui.candidate import entry, pages  # noqa: E402  (register their routes on the blueprint)

__all__ = ["blueprint", "entry", "pages"]
