"""A trial of one person, fixed in advance: random blocks on and off or of doses, or the steps of a plan.

The order of blocks is drawn by a seed, so that it can be drawn again; it can be sealed, so that the
pharmacist knows it and the person does not. The fingerprint of a design, kept in the journal, shows
afterwards that neither the order nor the analysis was changed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np

from cotake._errors import InputError
from cotake._record import record
from cotake.trial._noise import Floats
from cotake.trial._onset import Onset, onsets
from cotake.trial._protocol import fingerprint, plain_number, protocol
from cotake.trial._types import Scale

_MOST_BLOCKS, _LONGEST, _MOST_BEFORE = 60, 84, 365
_LIMIT = 2**63
#: Of the text of a design: 1 did not hold the analysis in full.
_VERSION = 2


@record
class Block:
    """Days on which the exposure stays; of these the first `washout` are not compared."""

    first: date
    last: date
    exposure: float
    washout: int = 0

    @property
    def days(self) -> int:
        """How many, both ends counted."""
        return (self.last - self.first).days + 1


@record
class Design:
    """What was fixed: the blocks, the seed of a random order, and how it will be analysed.

    Where the `seed` is None the order is that of a plan. `half_life_days` is that of the medicine, where it
    is known and counts.
    """

    blocks: tuple[Block, ...]
    seed: int | None
    outcome: str
    scale: Scale
    anytime: bool = False
    medicine: str = ""
    half_life_days: float | None = None
    version: int = _VERSION

    @property
    def ways(self) -> tuple[Onset, ...]:
        """How the effect may come."""
        return onsets(None, self.half_life_days)

    @property
    def analysis(self) -> str:
        """SHA-256 of how it will be analysed, as `Analysis.analysis` is."""
        return fingerprint(protocol(self.scale, self.ways, anytime=self.anytime))

    @property
    def text(self) -> str:
        """All of it as text, the same for the same design: what is sealed."""
        held: dict[str, Any] = {
            "cotake_trial": self.version,
            "seed": self.seed,
            "outcome": self.outcome,
            "better": self.scale.better,
            "least": plain_number(self.scale.least),
            "most": plain_number(self.scale.most),
            "important": plain_number(self.scale.mid),
            "anytime": self.anytime,
            "analysis": "cotake.trial.analyze, with the days of wash-out left out",
            "blocks": [
                {
                    "first": each.first.isoformat(),
                    "last": each.last.isoformat(),
                    "exposure": float(each.exposure),
                    "washout": each.washout,
                }
                for each in self.blocks
            ],
        }
        if self.version >= _VERSION:
            held["medicine"] = self.medicine
            held["half_life_days"] = plain_number(self.half_life_days)
            held["protocol"] = protocol(self.scale, self.ways, anytime=self.anytime)
            held["protocol_sha256"] = self.analysis
        return json.dumps(held, sort_keys=True, indent=1, ensure_ascii=False) + "\n"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the text: whoever has the file can show that it is this one."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def draw(
    levels: Sequence[float],
    *,
    begin: date,
    block_days: int,
    rounds: int,
    seed: int,
    washout_days: int = 0,
    before_dose: float | None = None,
    outcome: str = "it",
    scale: Scale | None = None,
    anytime: bool = False,
    medicine: str = "",
    half_life_days: float | None = None,
) -> Design:
    """Draw rounds in each of which every level has one block, in random order.

    Args:
        levels: the exposures, such as 0 and the dose, or several doses.
        begin: the first day.
        block_days: days of a block; `washout_days` of them at its start are not compared, where the
            exposure was another one before.
        before_dose: the exposure before the first block; None where it is not known, and may be another.
        rounds: how often each level comes.
        seed: by which the order is drawn; the same seed draws the same.
        outcome, scale, anytime: how it will be analysed.
        medicine: its name, and `half_life_days` its half-life where that is known.

    Raises:
        InputError: fewer than two levels, or blocks that cannot be.
    """
    chosen = list(dict.fromkeys(float(each) for each in levels))
    if len(chosen) < 2 or not all(math.isfinite(each) and each >= 0 for each in chosen):
        raise InputError("a trial compares two exposures or more, such as 0 and 4.5")
    if rounds < 1 or rounds * len(chosen) > _MOST_BLOCKS:
        raise InputError(f"a trial has at most {_MOST_BLOCKS} blocks, and each level one or more")
    if not 1 <= block_days <= _LONGEST:
        raise InputError(f"a block lasts 1 to {_LONGEST} days")
    if not 0 <= washout_days < block_days:
        raise InputError(
            f"the wash-out ({washout_days} days) has to be shorter than the block ({block_days} days)"
        )
    if not 0 <= seed < _LIMIT:
        raise InputError("the seed is a whole number from 0 up")
    rng = np.random.default_rng(seed)
    blocks: list[Block] = []
    for _ in range(rounds):
        for place in rng.permutation(len(chosen)):
            first = begin + timedelta(days=block_days * len(blocks))
            last = first + timedelta(days=block_days - 1)
            earlier = blocks[-1].exposure if blocks else before_dose
            changed = earlier != chosen[place]
            blocks.append(Block(first, last, chosen[place], washout_days if changed else 0))
    return Design(tuple(blocks), seed, outcome, scale or Scale(outcome), anytime, medicine, half_life_days)


def observe(
    steps: Sequence[tuple[date, date, float]],
    *,
    before_days: int = 28,
    before_dose: float = 0.0,
    outcome: str = "it",
    scale: Scale | None = None,
    medicine: str = "",
    half_life_days: float | None = None,
) -> Design:
    """The steps of a plan as a trial: nothing is drawn, and it may be looked at every day.

    Args:
        steps: the first and the last day of each step, and the dose of a day.
        before_days: how long it was scored before the first step; 0 where it was not.
        before_dose: the dose of a day then.
        outcome, scale: how it will be analysed.
        medicine: its name, and `half_life_days` its half-life where that is known.

    Raises:
        InputError: no steps, steps that overlap or leave gaps, or doses that never change.
    """
    if not steps or not 0 <= before_days <= _MOST_BEFORE:
        raise InputError(f"a plan has steps, and before them 0 to {_MOST_BEFORE} days")
    blocks = []
    if before_days:
        first = steps[0][0]
        blocks.append(Block(first - timedelta(days=before_days), first - timedelta(days=1), before_dose))
    for first, last, dose in steps:
        if last < first or (blocks and first != blocks[-1].last + timedelta(days=1)):
            raise InputError("the steps of a plan follow one another, each with a first and a last day")
        blocks.append(Block(first, last, dose))
    if len({each.exposure for each in blocks}) < 2:
        raise InputError("the dose never changes, so there is nothing to compare with")
    return Design(tuple(blocks), None, outcome, scale or Scale(outcome), True, medicine, half_life_days)


def read_design(text: str) -> Design:
    """A design as `Design.text` has it.

    Raises:
        InputError: it is none.
    """
    try:
        held = json.loads(text)
        blocks = tuple(
            Block(
                date.fromisoformat(each["first"]),
                date.fromisoformat(each["last"]),
                float(each["exposure"]),
                int(each["washout"]),
            )
            for each in held["blocks"]
        )
        better: Literal["higher", "lower"] = "lower" if held["better"] == "lower" else "higher"
        scale = Scale(str(held["outcome"]), better, held["least"], held["most"], held["important"])
        life = held.get("half_life_days")
        found = Design(
            blocks,
            None if held["seed"] is None else int(held["seed"]),
            str(held["outcome"]),
            scale,
            bool(held["anytime"]),
            str(held.get("medicine", "")),
            None if life is None else float(life),
            int(held["cotake_trial"]),
        )
        fixed = held.get("protocol_sha256", found.analysis)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError("this is no design of a trial; make one with: cotake trial design") from None
    if not blocks:
        raise InputError("this design has no blocks")
    if not 1 <= found.version <= _VERSION:
        raise InputError(f"this design is of version {found.version}, and at most {_VERSION} can be read")
    if fixed != found.analysis:
        raise InputError(
            "the analysis in this design is not the one that it fixes: it was changed since, or made by a "
            "version of cotake with another model; analyse it with that version, or without --design"
        )
    return found


def exposure_of(design: Design) -> tuple[Floats, Floats]:
    """The exposure of each day, and 1 for the days that are compared, 0 for wash-out."""
    exposure, compared = [], []
    for block in design.blocks:
        for day in range(block.days):
            exposure.append(block.exposure)
            compared.append(0.0 if day < block.washout else 1.0)
    return np.array(exposure), np.array(compared)


def periods_of(design: Design) -> list[int]:
    """The number of the block of each day, from 1."""
    return [number for number, block in enumerate(design.blocks, 1) for _ in range(block.days)]


def by_design(design: Design, scored: Mapping[date, float]) -> tuple[Floats, Floats, list[date]]:
    """Values, exposure and days of a trial as it was drawn; wash-out and days without a score are NaN.

    Raises:
        InputError: nothing was scored on its days.
    """
    exposure, compared = exposure_of(design)
    first = design.blocks[0].first
    days = [first + timedelta(days=place) for place in range(exposure.size)]
    values = np.array([scored.get(day, np.nan) for day in days])
    if not np.isfinite(values).any():
        raise InputError(f"nothing was scored from {days[0].isoformat()} to {days[-1].isoformat()}")
    values[compared == 0] = np.nan
    return values, exposure, days
