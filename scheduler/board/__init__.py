"""The board: what a passage could do in a plan, judged by the checkers in a few milliseconds."""

from scheduler.board.change import Change, Key
from scheduler.board.desk import Place, PlanDesk
from scheduler.board.judging import Colour, Effect, Verdict
from scheduler.board.making import Move

__all__ = ["Change", "Colour", "Effect", "Key", "Move", "Place", "PlanDesk", "Verdict"]
