"""A juror's page: half-days, running orders, answer, documents, calendar; by a personal address."""

from flask import Blueprint

from webui.personal import adopt

blueprint = Blueprint("jury", __name__)
adopt(blueprint)

from webui.jury import pages  # noqa: E402  (registers its routes on the blueprint)

__all__ = ["blueprint", "pages"]
