"""What the sources that the user added say, in lines: who says what, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator

from cotake._text import joined
from cotake.interactions import Other, Report
from cotake.surfaces.cli._line import Line

#: A quotation is cut here, unless all is asked for.
_LONGEST = 240


def other_lines(report: Report, show_all: bool) -> Iterator[Line]:
    """One line a pair; without `show_all` those that cotake acts on or that differ, the rest counted."""
    yield Line("")
    yield Line("Other sources that you added (kept apart from cotake's own answer):", "heading")
    pairs: dict[tuple[str, ...], list[Other]] = {}
    for other in report.others:
        pairs.setdefault(other.substances, []).append(other)
    folded = 0
    for substances, others in pairs.items():
        ours = others[0].classification
        differing = [each.name for each in others if each.stance == "differs"]
        if not (show_all or differing or (ours is not None and ours <= 3) or len(substances) == 1):
            folded += 1
            continue
        names = " + ".join(report.library.substance(each).name.lower() for each in substances)
        own = [] if len(substances) == 1 else [f"cotake {f'class {ours}' if ours else 'no finding'}"]
        said = "; ".join([*own, *(f"{each.name} {_levels(each)}" for each in others)])
        yield Line(f"{names}: {said}.", "", "  - ")
        if differing:
            verb = "differ" if len(differing) > 1 else "differs"
            yield Line(f"{joined(differing)} {verb} from cotake here: ask a pharmacist.", "action", "    ")
        for each in others:
            for statement in each.statements if show_all else each.statements[:1]:
                if statement.text:
                    yield Line(f"{each.name}: {_cut(statement.text, show_all)}", "dim", "    ")
    if folded:
        yield Line(f"and {folded} more pairs on which they speak; --all shows them.", "dim", "  ")


def _levels(other: Other) -> str:
    levels = dict.fromkeys(each.level for each in other.statements)
    return ", ".join(levels) if levels else "says nothing of this pair"


def _cut(text: str, whole: bool) -> str:
    return text if whole or len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
