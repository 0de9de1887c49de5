"""The class of the worst finding for each of many pairs, and nothing else."""

from __future__ import annotations

from datetime import date

from cotake._record import record
from cotake.interactions._check import findings_of, gaps_of, with_implied
from cotake.interactions._rulebook import rulebook_of
from cotake.interactions._scene import Scene
from cotake.knowledge import Library
from cotake.regimen import Person, Regimen, parse, with_companions


@record
class Verdict:
    """The status of one list, and the class of its worst finding (None without one)."""

    status: str
    classification: int | None


class Screener:
    """Judges many lists with one library; a name that was read once is not read again."""

    def __init__(self, library: Library, today: date) -> None:
        self.library = library
        self.today = today
        self._read: dict[str, Regimen] = {}
        rulebook_of(library).admit(library.ids("substances"))  # at once: most of them will be met

    def judge(self, texts: tuple[str, ...]) -> Verdict:
        """The verdict on one list of medicines."""
        regimen = Regimen()
        for text in texts:
            if text not in self._read:
                self._read[text] = parse([text], self.library, today=self.today)
            if self._read[text] == Regimen():  # blank: nothing was named, so nothing is known
                return Verdict("not_recognised", None)
            regimen += self._read[text]
        medicines = with_companions(regimen.medicines, self.library)
        taken = tuple(each for each in medicines if each.taken)
        person = with_implied(Person(), taken, self.library, self.today)
        scene = Scene(taken, person, self.today, self.library)
        worst = min((each.classification for each in findings_of(scene)), default=None)
        if worst is not None and worst <= 3:
            return Verdict("interaction", worst)
        if regimen.unknown:
            return Verdict("not_recognised", worst)
        if regimen.not_covered or any(True for _ in gaps_of(scene)):
            return Verdict("not_covered", worst)
        return Verdict("nothing_found", worst)
