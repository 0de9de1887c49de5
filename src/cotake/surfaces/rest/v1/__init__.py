"""The questions under `/v1`: check, guide, simulate, and names while they are typed."""

from typing import Any

from cotake.surfaces.rest.v1._check import check_list
from cotake.surfaces.rest.v1._guide import write_guide
from cotake.surfaces.rest.v1._simulate import simulate_levels
from cotake.surfaces.rest.v1._substances import find_substances

handlers: list[Any] = [check_list, write_guide, simulate_levels, find_substances]

__all__ = ["handlers"]
