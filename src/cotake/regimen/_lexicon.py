"""The words of a line that are not names: frequencies, routes, fillers, salts, look-alikes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from cotake._record import record
from cotake.knowledge import Library, distance, key_of
from cotake.knowledge.types import FrequencyEntry

_TIMES_OF_DAY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"morning|breakfast|mane|\bq?\.?am\b|\bom\b",
        r"noon|midday|lunch",
        r"night|bed|evening|dinner|supper|nocte|\bq?pm\b|\bq?hs\b|h\.s|\bon\b",
    )
)


@record
class HowOften:
    """Doses a day, None where it was not said, and whether as needed."""

    per_day: float | None
    as_needed: bool


_ARTICLE = re.compile(r"^\W*(?:an?|the|my|some|una?|unos|unas|el|las?|los|mis?)\s", re.IGNORECASE)
#: The most words that a kind of medicine is looked for in.
_LONGEST_KIND = 5
#: Shorter marks of a form (`XR`) are among those of routes, which know when two letters are a name.
_SHORT_FORM = 3


class Lexicon:
    """The vocabularies that the parser needs, made ready for one library."""

    def __init__(self, library: Library) -> None:
        self._frequencies = {
            name.lower(): entry
            for entry in library.vocabulary("frequencies").values()
            for name in entry.names
        }
        self._routes = {
            name.lower(): entry.id
            for entry in library.vocabulary("routes").values()
            for name in (entry.name, *entry.names)
        }
        self._closer: dict[str, tuple[str, ...]] = {
            entry.id: entry.may_be for entry in library.vocabulary("routes").values()
        }
        fillers = library.vocabulary("fillers")
        forms = {name for form in library.vocabulary("forms").values() for name in form.names}
        words = fillers["words"].names if "words" in fillers else ()
        self.fillers = frozenset((*words, *(name for name in forms if len(name) > _SHORT_FORM)))
        self._phrases = _any_of(name for name in self.fillers if " " in name)
        self.salts = frozenset(fillers["salts"].names) if "salts" in fillers else frozenset()
        #: Words of route and form; alone they name nothing.
        self.names_of_form = frozenset(self._routes)
        self._look_alikes: dict[str, set[str]] = {}
        for entry in library.vocabulary("look-alikes").values():
            keys = {key_of(name) for name in entry.names}
            for key in keys:
                self._look_alikes.setdefault(key, set()).update(keys)
        self._kinds: dict[str, tuple[str, str]] = {
            key_of(name): (str(entry.plural), entry.id)
            for entry in library.vocabulary("classes").values()
            for name in (entry.name, entry.plural, *entry.names)
        }
        self._frequency = _any_of(self._frequencies)
        self._route = _any_of(self._routes)

    def take_frequencies(self, text: str, named: Callable[[str], bool]) -> tuple[HowOften, str]:
        """What the phrases of frequency add up to, and the rest.

        Taken from the right, until what is left is a name. Of several frequencies the rarer than
        daily counts ("weekly at night"), else the most frequent; times of day add up.
        """
        entries: list[FrequencyEntry] = []
        times: set[int] = set()
        for found in reversed(list(self._frequency.finditer(text))):
            if named(self._with_phrase(text, found).replace("_pm", " pm")):
                break  # the phrase is part of the name, as in "One A Day"
            entries.append(self._frequencies[found[0].lower()])
            times |= {
                number
                for number, pattern in enumerate(_TIMES_OF_DAY)
                if entries[-1].per_day == 1 and pattern.search(found[0])
            }
            text = _cut(text, found)
        rates = [entry.per_day for entry in entries if entry.per_day is not None]
        rates += [float(len(times))] if times else []
        rare = [rate for rate in rates if rate < 1]
        return HowOften(
            min(rare) if rare else max(rates, default=None),
            any(entry.as_needed for entry in entries),
        ), text

    def _with_phrase(self, text: str, found: re.Match[str]) -> str:
        """The line without route and words that name nothing, but with a phrase of frequency left in it."""
        before = self.without_fillers(self.take_route(text[: found.start()])[1])
        after = self.without_fillers(self.take_route(text[found.end() :])[1])
        return " ".join(filter(None, (before, found[0], after)))

    def without_frequencies(self, text: str) -> str:
        """The line without phrases of how often."""
        return " ".join(self._frequency.sub(" ", text).split())

    def take_route(self, text: str) -> tuple[str, str]:
        """The route that a line names, and the rest. Words of form ("tablet") say oral."""
        route, rest, start = "", text, 0
        while (found := self._route.search(rest, start)) and (without := _cut(rest, found)):
            if found[0] == "it":  # the word, and not intrathecal
                start = found.end()
                continue
            named = self._routes[found[0].lower()]
            # "tablet patch" does not occur; "oral" gives way to anything more telling.
            route = named if route in ("", "oral") else route
            rest, start = without, 0
        return route, rest

    def without_fillers(self, text: str) -> str:
        """The line without words that name nothing."""
        words = re.split(r"\s+", self._phrases.sub(" ", text).strip(" ,.;:-"))
        kept = [word for word in words if word.lower().strip(".,:;()") not in self.fillers]
        return " ".join(kept).strip(" ,.;:-")

    def may_be(self, route: str) -> tuple[str, ...]:
        """The closer routes that this one may stand for."""
        return self._closer.get(route, ())

    def kind(self, *texts: str) -> str:
        """The kind of medicine that one of these texts names, in the plural; "" where none does."""
        keys = (key_of(each) for text in map(str.lower, texts) for each in (text, _ARTICLE.sub("", text)))
        return next((self._kinds[key][0] for key in keys if key in self._kinds), "")

    def behind_a_kind(self, text: str) -> Iterator[tuple[str, str]]:
        """The class that the first words name, and what follows them; the most words first."""
        words = _ARTICLE.sub("", text).split()
        for count in range(min(len(words) - 1, _LONGEST_KIND), 0, -1):
            key = key_of(" ".join(words[:count]))
            if key in self._kinds:
                yield self._kinds[key][1], " ".join(words[count:])

    def is_look_alike(self, key: str, typed: str) -> bool:
        """Whether a name is one that is mistaken for another that is also near what was typed."""
        others = self._look_alikes.get(key, set()) - {key}
        typed_key = key_of(typed)
        return any(distance(other, typed_key) <= 3 for other in others)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of these names, the longest first, as a tree of letters: many times faster than a list."""
    tree: dict[str, Any] = {}
    for name in names:
        branch = tree
        for letter in name:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    if not tree:
        return re.compile(r"(?!)")
    firsts = "".join(re.escape(letter) for letter in tree)
    return re.compile(rf"(?<![\w-])(?=[{firsts}])(?:{_branches(tree)})(?![\w-])", re.IGNORECASE)


def _branches(tree: dict[str, Any]) -> str:
    listed = [re.escape(letter) + _branches(rest) for letter, rest in tree.items() if letter]
    if not listed:
        return ""
    joined = listed[0] if len(listed) == 1 and "" not in tree else f"(?:{'|'.join(listed)})"
    return f"{joined}?" if "" in tree else joined


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


@lru_cache(maxsize=8)
def lexicon_of(library: Library) -> Lexicon:
    """The lexicon of a library, made once."""
    return Lexicon(library)
