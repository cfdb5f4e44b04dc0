"""Pages of the exam centre's staff."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__)

# Each module registers its routes on the blueprint when it is imported.
from webui.staff import (  # noqa: E402
    appearance,
    texts,
)

__all__ = ["appearance", "blueprint", "texts"]
