"""A published synthesis put together again from the records of its studies."""

from __future__ import annotations

from collections import defaultdict

from cotake.evidence._effects import Effect, effect_of
from cotake.evidence.synthesis import Pooled, pool
from cotake.knowledge import Library
from cotake.knowledge.types import Estimate, Study

#: Fewer studies than this make no synthesis.
_FEWEST = 2


def again(synthesis: Study, estimate: Estimate, library: Library) -> Pooled | None:
    """The pool of the studies that a synthesis includes, as it was made, from the figures it has for them.

    Those figures stand in the records of the studies and cite another place than the study itself. A
    random model is that of DerSimonian and Laird with an interval by the normal distribution, as most
    published ones are; None where fewer than two studies have figures.
    """
    effects = included(synthesis, estimate, library)
    if len(effects) < _FEWEST:
        return None
    better = library.vocabulary("outcomes")[estimate.outcome].better
    sign = -1 if estimate.better and estimate.better != better else 1  # as the synthesis has it
    return pool(
        [sign * each.value for each in effects],
        [each.variance for each in effects],
        method="fixed" if estimate.model == "fixed" else "dersimonian-laird",
        knapp_hartung=False,
    )


def included(synthesis: Study, estimate: Estimate, library: Library) -> list[Effect]:
    """The effects of its studies on this outcome, from the one place that has most of them."""
    theirs = {citation.source for citation in synthesis.src}
    by_place: dict[str, list[Effect]] = defaultdict(list)
    for name in synthesis.includes:
        study = library.study(name)
        own = {citation.source for citation in study.src} - theirs
        for each in study.estimates:
            cited = [citation for citation in each.src if citation.source not in own]
            of_it = each.outcome == estimate.outcome and (
                not estimate.scale or each.scale == estimate.scale
            )
            if not cited or not of_it:
                continue
            effect = effect_of(study, each, estimate.measure, library, correlation=None)
            if effect is not None:
                by_place[str(cited[0])].append(effect)
    return max(by_place.values(), key=len, default=[])
