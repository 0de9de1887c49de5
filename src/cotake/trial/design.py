"""A trial of one person, drawn in advance: blocks on and off or of doses, in random order, and their power.

The order is drawn by a seed, so that it can be drawn again; it can be sealed, so that the pharmacist knows
it and the person does not. The fingerprint of a sealed design, kept in the journal, shows afterwards that
neither the order nor the analysis was changed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from cotake._errors import InputError
from cotake._record import record
from cotake.trial._model import posterior
from cotake.trial._noise import Floats
from cotake.trial._sequence import ALARM
from cotake.trial._series import series
from cotake.trial._types import Scale
from cotake.trial._verdict import asked_for

_MOST_BLOCKS, _LONGEST = 60, 84
#: Days of a baseline below which its noise is not known.
_BASELINE = 14
_LIMIT = 2**63


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
    """What was drawn: the blocks, the seed, and how it will be analysed."""

    blocks: tuple[Block, ...]
    seed: int
    outcome: str
    scale: Scale
    anytime: bool = False

    @property
    def text(self) -> str:
        """All of it as text, the same for the same design: what is sealed."""
        held: dict[str, Any] = {
            "cotake_trial": 1,
            "seed": self.seed,
            "outcome": self.outcome,
            "better": self.scale.better,
            "least": self.scale.least,
            "most": self.scale.most,
            "important": self.scale.mid,
            "anytime": self.anytime,
            "analysis": "cotake.trial.analyze, with the days of wash-out left out",
            "blocks": [
                {
                    "first": each.first.isoformat(),
                    "last": each.last.isoformat(),
                    "exposure": each.exposure,
                    "washout": each.washout,
                }
                for each in self.blocks
            ],
        }
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
    outcome: str = "it",
    scale: Scale | None = None,
    anytime: bool = False,
) -> Design:
    """Draw rounds in each of which every level has one block, in random order.

    Args:
        levels: the exposures, such as 0 and the dose, or several doses.
        begin: the first day.
        block_days: days of a block; `washout_days` of them at its start are not compared.
        rounds: how often each level comes.
        seed: by which the order is drawn; the same seed draws the same.
        outcome, scale, anytime: how it will be analysed.

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
        raise InputError("the wash-out is shorter than the block")
    if not 0 <= seed < _LIMIT:
        raise InputError("the seed is a whole number from 0 up")
    rng = np.random.default_rng(seed)
    blocks: list[Block] = []
    for _ in range(rounds):
        for place in rng.permutation(len(chosen)):
            first = begin + timedelta(days=block_days * len(blocks))
            last = first + timedelta(days=block_days - 1)
            changed = bool(blocks) and blocks[-1].exposure != chosen[place]
            blocks.append(Block(first, last, chosen[place], washout_days if changed else 0))
    return Design(tuple(blocks), seed, outcome, scale or Scale(outcome), anytime)


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
        found = Design(blocks, int(held["seed"]), str(held["outcome"]), scale, bool(held["anytime"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError("this is no design of a trial; make one with: cotake trial design") from None
    if not blocks:
        raise InputError("this design has no blocks")
    return found


def exposure_of(design: Design) -> tuple[Floats, Floats]:
    """The exposure of each day, and 1 for the days that are compared, 0 for wash-out."""
    exposure, compared = [], []
    for block in design.blocks:
        for day in range(block.days):
            exposure.append(block.exposure)
            compared.append(0.0 if day < block.washout else 1.0)
    return np.array(exposure), np.array(compared)


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


@record
class Power:
    """How often a trial would tell an effect: in so many simulated ones, called right, and called wrong."""

    right: float
    wrong: float
    trials: int


def power_of(
    exposure: ArrayLike,
    effect: float,
    baseline: ArrayLike,
    *,
    compared: ArrayLike | None = None,
    missing: float = 0.1,
    trials: int = 100,
    seed: int = 0,
    anytime: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Power:
    """Simulate the trial on noise like that of the person's own days before, and analyse each.

    Args:
        exposure: of each day of the trial.
        effect: of the most against the least exposure, in points.
        baseline: the person's days before it, NaN where one is missing; 14 with a value or more.
        compared: 1 for days that are compared, 0 for wash-out.
        missing: the part of days that will be missing.
        trials, seed: how many are simulated, and by which seed.
        anytime: analysed so that it may be looked at every day.

    Raises:
        InputError: too short a baseline, or parts that are none.
    """
    before = np.asarray(baseline, dtype=float)
    if np.isfinite(before).sum() < _BASELINE:
        raise InputError(f"a baseline has {_BASELINE} days with a value or more")
    if not 0 <= missing < 1 or trials < 1:
        raise InputError("the part that is missing is from 0 to below 1, and there is one trial or more")
    # A sham change in the middle: the noise is learned beside it, and nothing else is used.
    sham = (np.arange(before.size) >= before.size // 2).astype(float)
    learned = posterior(series(before, sham))
    lasting, spread = min(0.95, max(0.0, learned.persistence)), learned.sd
    taken = np.asarray(exposure, dtype=float)
    kept = np.ones(taken.size) if compared is None else np.asarray(compared, dtype=float)
    share = (taken - taken.min()) / (taken.max() - taken.min())
    rng = np.random.default_rng(seed)
    right = wrong = 0
    for turn in range(trials):
        noise = rng.standard_normal(taken.size)
        noise[1:] *= math.sqrt(1 - lasting**2)
        for day in range(1, taken.size):
            noise[day] += lasting * noise[day - 1]
        for size in (effect, 0.0):
            values = spread * noise + size * share
            values[(rng.random(taken.size) < missing) | (kept == 0)] = np.nan
            if np.isfinite(values).sum() < _BASELINE:
                raise InputError("so few days would be compared that nothing can be told")
            found = posterior(series(values, taken))
            chance = found.effect.above(0)
            sure = (
                math.exp(min(found.evidence, 700)) >= ALARM
                if anytime
                else max(chance, 1 - chance) > asked_for(int(np.isfinite(values).sum()), found.persistence)
            )
            if size:
                right += sure and (chance > 0.5) == (effect > 0)
            else:
                wrong += sure
        if progress is not None:
            progress(turn + 1, trials)
    return Power(right / trials, wrong / trials, trials)
