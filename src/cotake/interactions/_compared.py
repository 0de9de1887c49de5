"""What changes between two answers: which findings are new or gone, which are worse, milder, wider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cotake._record import record
from cotake.interactions._types import Finding, Report

#: The mildest class that asks for something.
_ASKS = 3


@record
class Changed:
    """A finding as it was and as it is."""

    before: Finding
    after: Finding


@record
class Comparison:
    """What is otherwise in the second of two answers, each in the order of what matters.

    `worse` and `milder` are of another class, `wider` and `narrower` of the same class and of more or fewer
    medicines; `ending` are those that come to end on a day, or on another day. `unread` are lines that are
    not fully checked in the second and were not there before.
    """

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    worse: tuple[Changed, ...]
    milder: tuple[Changed, ...]
    wider: tuple[Changed, ...]
    narrower: tuple[Changed, ...]
    ending: tuple[Changed, ...]
    unread: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether anything is otherwise that asks for something, before or after."""
        asking = self.that_asks()
        both = (asking.worse, asking.milder, asking.wider, asking.narrower, asking.ending)
        return any((asking.new, asking.gone, *both, asking.unread))

    def that_asks(self) -> Comparison:
        """The same without what asks for nothing, before or after: classes 4 and 5."""

        def asking(some: tuple[Changed, ...]) -> tuple[Changed, ...]:
            return tuple(each for each in some if _asks(each))

        return Comparison(
            new=tuple(each for each in self.new if each.classification <= _ASKS),
            gone=tuple(each for each in self.gone if each.classification <= _ASKS),
            worse=asking(self.worse),
            milder=asking(self.milder),
            wider=asking(self.wider),
            narrower=asking(self.narrower),
            ending=asking(self.ending),
            unread=self.unread,
        )


def compare(before: Report, after: Report) -> Comparison:
    """What changes from one answer to another, such as when a medicine is added, stopped or moved.

    A finding is the same where its id is; else where it is of the same hazard or the same rule, and the
    medicines that it needs in one are among those of the other: so one that a further medicine joins is
    `wider`, and not gone and new. One that another finding tells beside its own is not gone.

    Args:
        before: the answer as it stands.
        after: the answer that it is held against; of the same person and day.
    """
    held = {each.id: each for each in before.findings}
    there = {each.id for each in after.findings}
    left = [each for each in before.findings if each.id not in there]
    come = [each for each in after.findings if each.id not in held]
    worse, milder, wider, narrower, ending = [], [], [], [], []
    for finding in after.findings:
        olds = [held[finding.id]] if finding.id in held else list(_same(finding, left))
        if not olds:
            continue
        old = min(olds, key=lambda each: each.classification)
        change = Changed(old, finding)
        had = {name for each in olds for name in each.substances}
        if finding.classification < old.classification:
            worse.append(change)
        elif finding.classification > old.classification:
            milder.append(change)
        elif not had.issuperset(finding.substances):
            wider.append(change)
        elif not had.issubset(finding.substances):
            narrower.append(change)
        elif finding.ends.date is not None and finding.ends.date != old.ends.date:
            ending.append(change)
    known = set(_unread(before))
    return Comparison(
        new=tuple(each for each in come if not _is_told(each, left, before.findings)),
        gone=tuple(each for each in left if not _is_told(each, come, after.findings)),
        worse=tuple(worse),
        milder=tuple(milder),
        wider=tuple(wider),
        narrower=tuple(narrower),
        ending=tuple(ending),
        unread=tuple(dict.fromkeys(each for each in _unread(after) if each not in known)),
    )


def _asks(change: Changed) -> bool:
    return min(change.before.classification, change.after.classification) <= _ASKS


def _same(finding: Finding, others: Iterable[Finding]) -> Iterator[Finding]:
    """Those of the others that are this finding with more or fewer medicines."""
    for other in others:
        alike = other.hazard == finding.hazard or other.rule == finding.rule
        one, two = other.exposure, finding.exposure
        apart = one is not None and two is not None and one.victim != two.victim
        if alike and not apart and (_within(finding, other) or _within(other, finding)):
            yield other


def _within(finding: Finding, other: Finding) -> bool:
    """Whether what a finding needs is among the medicines of the other, and both are of the same state."""
    return finding.about <= other.about and set(finding.core or finding.substances).issubset(
        other.substances
    )


def _is_told(finding: Finding, changed: Iterable[Finding], others: Iterable[Finding]) -> bool:
    """Whether one of those that changed is it, or any of the others tells it beside its own."""
    if any(True for _ in _same(finding, changed)):
        return True
    return any(
        _within(finding, each)
        and (finding.hazard in each.also or any(it.id == finding.id for it in each.folded))
        for each in others
    )


def _unread(report: Report) -> Iterator[str]:
    """The lines that are not fully checked."""
    yield from (each.text for each in report.not_recognised)
    yield from (each.text for each in report.not_covered)
