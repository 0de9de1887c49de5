"""The questions under `/v1`: check, guide, simulate, and names while they are typed."""

from typing import Any

from cotake.surfaces.rest.v1._answers import Guide, Levels
from cotake.surfaces.rest.v1._bodies import Asked, GuideAsked, LevelsAsked
from cotake.surfaces.rest.v1._check import check_list
from cotake.surfaces.rest.v1._guide import TEXTS, write_guide
from cotake.surfaces.rest.v1._simulate import simulate_levels
from cotake.surfaces.rest.v1._substances import find_substances

handlers: list[Any] = [check_list, write_guide, simulate_levels, find_substances]
#: What arrives where, for the OpenAPI document; and what is answered, where it is no answer of a check.
BODIES = {"/v1/check": Asked, "/v1/guide": GuideAsked, "/v1/simulate": LevelsAsked}
ANSWERS = {"/v1/guide": Guide, "/v1/simulate": Levels}

__all__ = ["ANSWERS", "BODIES", "TEXTS", "handlers"]
