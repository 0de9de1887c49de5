"""What stands in brackets on a line: a dose, another name, a remark, a further medicine."""

from __future__ import annotations

import re
from datetime import date

from cotake.knowledge import Library, NameHit
from cotake.regimen._details import is_detail, take_details
from cotake.regimen._lexicon import Lexicon
from cotake.regimen._types import Regimen, Unknown

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\]]*)\]")
#: What opens a remark that names a further medicine.
_ADDED = re.compile(
    r"^\W*(?:(?:and|but|i'?m|i\s+am|now)\s+)*(?:with|plus|also|on|taking|takes|together\s+with|\+|&)"
    r"(?:\s+(?:also|on|taking|with|takes|some))*\s+",
    re.IGNORECASE,
)
#: A remark as near as this to a name is likely one; below it, "depression" would be a medicine.
_NEAR = 0.8


class Brackets:
    """A line parted into what stands outside brackets and the remarks inside.

    Attributes:
        outside: the line without remarks; doses and dates stay, and so do further names.
        remarks: what was taken out, each once.
    """

    def __init__(self, text: str, library: Library, words: Lexicon, today: date) -> None:
        self._library, self._words, self._today = library, words, today
        self.remarks: list[str] = []
        outer = _BRACKETS.sub(" ", text)
        if not re.search(r"\w", outer):
            self.outside = re.sub(r"[()\[\]]", " ", text)
            return
        self.outside = text
        for found in _BRACKETS.finditer(text):
            inner = found[1] or found[2] or ""
            self.outside = self.outside.replace(found[0], f" {self._kept(inner, outer)} ", 1)

    def added(self, remark: str, known: Regimen | None, outer: Regimen) -> Regimen:
        """What a remark adds: medicines, one that was not recognised, or nothing.

        Args:
            remark: one of `remarks`.
            known: how `said(remark)` reads as a line of its own.
            outer: the line outside its brackets.
        """
        said = self.said(remark)
        if known is not None and known.medicines:
            own = {each.substance for each in outer.medicines}
            more = tuple(each for each in known.medicines if each.substance not in own)
            return Regimen(more, known.unknown, known.not_covered)
        near = self._library.candidates(self._core(said))
        if said != remark or re.search(r"\d", remark) or (near and near[0].score >= _NEAR):
            return Regimen(unknown=(Unknown(remark, near),))
        return Regimen()

    @staticmethod
    def said(remark: str) -> str:
        """The remark without "also taking" and its like."""
        return _ADDED.sub("", remark)

    def _kept(self, inner: str, outer: str) -> str:
        said = re.sub(r"^\W*(?:with|and|plus|\+|&)\s+", "", inner, flags=re.IGNORECASE)
        hit = self._library.find(self._core(said))
        if hit is None:
            if is_detail(inner, self._words, self._today):
                return inner
            if re.search(r"[^\W\d_]", inner) and inner not in self.remarks:
                self.remarks.append(inner)
            return ""
        own, other = self._substances(hit), self._substances(self._library.find(self._core(outer)))
        return "" if own <= other or not other else f"with {said}"

    def _core(self, text: str) -> str:
        return self._words.without_fillers(take_details(text, self._words, self._today).bare)

    def _substances(self, hit: NameHit | None) -> set[str]:
        if hit is None:
            return set()
        if hit.folder == "products":
            return {part.substance for part in self._library.product(hit.id).parts}
        return {hit.id}
