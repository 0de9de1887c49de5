"""The plan as one page, to take to the prescriber."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cotake._text import joined, sentence
from cotake.guidance import Article, Section, Statement, compose
from cotake.interactions import NOTICE, Audience, said
from cotake.knowledge.types import Words
from cotake.titration._amounts import as_dose, shown
from cotake.titration._dates import day_of
from cotake.titration._rules import rule_in_words
from cotake.titration._types import Plan, Portion, Step

_EVERY = {2: " every other day", 7: " once a week"}
#: Rules that others have agreed, shown where none was: an example, not advice.
_EXAMPLE = (
    "None yet. An example of one: if a side effect scores 4 or more of 10 for 3 days, stay on this step, "
    "or go back one."
)


def page(plan: Plan, audience: Audience = "person") -> Article:
    """The plan as an article: steps, pauses, rules, what is written down, what to know, supply, sources."""
    way = "Stopping" if plan.kind == "taper" else "Starting"
    return compose(
        f"{way} {plan.name}: a plan to discuss with your prescriber",
        audience,
        plan.report.status,
        min((each.classification for each in plan.carried), default=None),
        (
            _opening(plan),
            _steps(plan),
            _pauses(plan, audience),
            _rules(plan),
            _measures(plan),
            _missed(plan, audience),
            _known(plan, audience),
            _supply(plan),
            _assumed(plan),
        ),
        NOTICE,
        plan.report.library,
    )


def made_of(portions: tuple[Portion, ...]) -> str:
    """`0.5 mL of 1 mg/mL liquid`, `1 and a half 50 mg tablets`."""
    return joined([_portion(each) for each in portions])


def _portion(portion: Portion) -> str:
    if portion.unit == "mL":
        return f"{shown(portion.count)} mL of {portion.what}"
    what = portion.what if portion.count > 1 else portion.what.removesuffix("s")
    return f"{_count(portion.count)} {what}"


def _count(count: Decimal) -> str:
    """Whole pieces and parts: `1`, `half a`, `1 and a half`."""
    whole, part = divmod(count, 1)
    named = {Decimal("0.25"): "a quarter", Decimal("0.5"): "half a", Decimal("0.75"): "three quarters of a"}
    if not part:
        return shown(whole)
    if not whole:
        return "a quarter of a" if part == Decimal("0.25") else named[part]
    return f"{whole:f} and {named[part].removesuffix(' of a')}".replace("half a", "a half")


def step_in_words(step: Step, plan: Plan) -> str:
    """`0.5 mg at bedtime (0.5 mL of 1 mg/mL liquid)`."""
    if step.kind == "pause":
        return f"none: pause ({step.why})"
    if step.kind == "end":
        return "none: the last dose was the day before"
    if step.parts:
        made = f" ({made_of(step.portions)} a day)" if step.portions else ""
        *firsts, last = [as_dose(part) for part in step.parts]  # two of them may be the same
        return f"{', '.join(firsts)} and {last}, in this order, each day{made}"
    times = step.times or 1
    how = {1: "", 2: " twice a day", 3: " three times a day"}.get(times, f" {times} times a day")
    if step.every > 1:
        how = _EVERY.get(step.every, f" every {step.every} days")
    when = {"morning": " in the morning", "bedtime": " at bedtime"}.get(step.when or plan.when, "")
    when = when if times == 1 else ""  # of several doses a day one is at bedtime at most
    once = " once a day" if not how and not when else ""
    made = f" ({made_of(step.portions)})" if step.portions else ""
    return f"{as_dose(step.each_mg)}{how}{when}{once}{made}"


def _opening(plan: Plan) -> Section:
    steps = [each for each in plan.steps if each.kind == "dose"]
    first, last = steps[0], steps[-1]
    change = "falls" if plan.kind == "taper" else "rises"
    start = f"To discuss with your prescriber before the first step: {plan.name}"
    if first.mg_per_day == last.mg_per_day and len(steps) == 1:
        text = f"{start} {_a_dose(first)} from {day_of(first.first)}"
    elif any(step.every > 1 for step in steps):
        ends = _a_dose(first), _a_dose(last)
        text = f"{start}, from {day_of(first.first)}. The dose {change} from {ends[0]} to {ends[1]}"
    else:
        ends = as_dose(first.mg_per_day), as_dose(plan.steps[-1].mg_per_day)
        text = f"{start}, from {day_of(first.first)}. The daily dose {change} from {ends[0]} to {ends[1]}"
    by = f' By the schedule "{plan.title}".' if plan.title else ""
    beside = f" Taken beside it: {joined(plan.beside)}." if plan.beside else ""
    return Section("plan", "In short", (Statement(f"{text}.{by}{beside}"),))


def _a_dose(step: Step) -> str:
    """`50 mg every other day`, `100 mg a day`."""
    if step.every == 1:
        return f"{as_dose(step.mg_per_day)} a day"
    return f"{as_dose(step.each_mg)}{_EVERY.get(step.every, f' every {step.every} days')}"


def _steps(plan: Plan) -> Section:
    points = []
    for step in plan.steps:
        span = f"From {day_of(step.first)} on"
        if step.last is not None:
            number = f"{step.days} day{'s' if step.days != 1 else ''}"
            span = f"{day_of(step.first)} to {day_of(step.last)} ({number})"
        points.append(Statement(step_in_words(step, plan) + ".", strong=f"{step.number}. {span}"))
    heading = "The steps"
    paragraphs: tuple[Statement, ...] = ()
    if plan.schedule:
        whose = "The steps are those of the source cited here."
        if plan.ours:
            whose = "cotake put these steps together from what the source cited here says in words."
        noted = f" {sentence(plan.note).rstrip('.')}." if plan.note else ""
        told = f"{whose}{noted}"
        paragraphs = (Statement(told, plan.src),)
    elif plan.src:
        paragraphs = (Statement("How much a dose holds is cited here.", plan.src),)
    return Section("steps", heading, paragraphs, tuple(points))


def _pauses(plan: Plan, audience: Audience) -> Section:
    points = tuple(
        Statement(
            f"{said(each.says, audience)}",
            each.src,
            strong=f"{day_of(each.first)} to {day_of(each.last)}, {each.why}",
        )
        for each in plan.pauses
    )
    return Section("pauses", "Planned pauses", (), points)


def _rules(plan: Plan) -> Section:
    points = tuple(Statement(rule_in_words(each)) for each in plan.rules)
    opening = "Agreed with the prescriber:" if points else _EXAMPLE
    return Section("rules", "Rules to agree with the prescriber", (Statement(opening),), points)


def _measures(plan: Plan) -> Section:
    points = tuple(Statement(f"{each.what}: {each.when}.") for each in plan.measures)
    return Section("measures", "What is written down, and when", (), points)


def _missed(plan: Plan, audience: Audience) -> Section:
    unknown = Words("Not on record: ask your pharmacist.", "No rule on record.")
    points = [
        Statement(said(words or unknown, audience), plan.handling_src if words else (), strong)
        for strong, words in (("A missed dose", plan.missed), ("After a gap", plan.restart))
    ]
    if plan.stopping is not None:
        points.append(Statement(said(plan.stopping, audience), plan.handling_src, "Stopping"))
    return Section("missed", "Missed doses, gaps and stopping", (), tuple(points))


def _known(plan: Plan, audience: Audience) -> Section:
    return Section("known", "What to know", tuple(_unknown(plan)), tuple(_findings(plan, audience)))


def _findings(plan: Plan, audience: Audience) -> Iterator[Statement]:
    words = {1: "Avoid", 2: "Usually avoid", 3: "Take care"}
    for finding in plan.carried:
        names = joined(finding.names)
        yield Statement(
            said(finding.summary, audience),
            finding.citations,
            strong=f"{words[finding.classification]}: {names}",
            details=(("What to do", said(finding.action, audience)),),
        )
    for warned in plan.report.warnings:
        if plan.substance in warned.substances:
            yield Statement(said(warned.text, audience), warned.citations)


def _unknown(plan: Plan) -> Iterator[Statement]:
    unknown = [each.text for each in plan.report.not_recognised]
    if unknown:
        yield Statement(f"Not recognised, and so not checked: {joined(unknown)}.", strong="Incomplete")
    gaps = sorted({each.text for each in plan.report.not_covered})
    if gaps:
        yield Statement(f"Not fully covered by what is known here: {joined(gaps)}.", strong="Incomplete")
    for told in plan.limits:
        yield Statement(told.text, told.src, strong="Please check")
    for text in plan.notices:
        yield Statement(text, strong="Please check")


def _supply(plan: Plan) -> Section:
    points = []
    for each in plan.supply:
        unit = " mL" if each.unit == "mL" else ""
        points.append(Statement(f"{shown(each.count)}{unit} of {each.what}."))
    if plan.sold and not points:
        return Section("supply", "What it is sold as", tuple(_sold(plan)))
    text = "For the whole plan"
    if any(step.last is None and step.portions for step in plan.steps):
        text += f", with {plan.kept_days} days on the last step"
    return Section("supply", "Supply", (Statement(f"{text}:"),) if points else (), tuple(points))


def _sold(plan: Plan) -> Iterator[Statement]:
    strengths: dict[str, set[Decimal]] = {}
    for each in plan.sold:
        strengths.setdefault(each.form, set()).update(Decimal(str(mg)) for mg in each.mg)
    forms = [
        f"{form}s of {joined([as_dose(mg) for mg in sorted(held)])}"
        if form != "liquid"
        else f"a liquid of {joined([f'{shown(mg)} mg/mL' for mg in sorted(held)])}"
        for form, held in strengths.items()
    ]
    src = tuple(dict.fromkeys(source for each in plan.sold for source in each.src))
    yield Statement(
        f"On record: {joined(forms)}; there may be others where you live. Once it is known what is at hand "
        "(--tablet, --capsule, --liquid), each step says how much of it a dose takes.",
        src,
    )
    if plan.not_sold:
        doses = joined([as_dose(each) for each in plan.not_sold])
        yield Statement(
            f"{doses} cannot be made of a few of these. Ask the pharmacist for another strength, a liquid, "
            "or one that is made up.",
            strong="Please check",
        )


def _assumed(plan: Plan) -> Section:
    return Section("assumed", "What was assumed", (), tuple(Statement(each) for each in plan.assumptions))
