"""How to start, and how to stop: dated schedules to discuss with the prescriber."""

from cotake.titration._amounts import read_amount, read_days, shown
from cotake.titration._calendar import calendar
from cotake.titration._dates import pausing_named
from cotake.titration._forms import Form, read_liquid, read_piece
from cotake.titration._moving import hold_to_begin, movable
from cotake.titration._page import page, step_in_words
from cotake.titration._plain import plain
from cotake.titration._plan import KEPT, plan
from cotake.titration._rules import read_measure, read_rule, rule_in_words
from cotake.titration._types import Measure, Pausing, Plan, Portion, Rule, Step, Supply

__all__ = [
    "KEPT",
    "Form",
    "Measure",
    "Pausing",
    "Plan",
    "Portion",
    "Rule",
    "Step",
    "Supply",
    "calendar",
    "hold_to_begin",
    "movable",
    "page",
    "pausing_named",
    "plain",
    "plan",
    "read_amount",
    "read_days",
    "read_liquid",
    "read_measure",
    "read_piece",
    "read_rule",
    "rule_in_words",
    "shown",
    "step_in_words",
]
