"""The errors that cotake raises, all of them, in one tree."""


class CotakeError(Exception):
    """Anything that cotake raises on purpose; its text says what was wrong and how to mend it."""


class InputError(CotakeError, ValueError):
    """A call, a medicine list or a person's details that cannot be used as given."""


class PlanRefused(CotakeError):
    """A plan that is not made, because what is taken beside it is to be avoided with it.

    `findings` are the reasons, of class 1.
    """

    def __init__(self, text: str, findings: tuple[object, ...] = ()) -> None:
        self.findings = findings
        super().__init__(text)


class FileProblem(CotakeError):
    """A file that could not be read or written."""


class KnowledgeError(CotakeError):
    """The knowledge base is missing, broken, or made by another version."""


class JournalError(CotakeError):
    """A journal that cannot be opened or changed as asked; nothing in it was changed."""


class WrongPassphrase(JournalError):
    """A passphrase that does not open a journal; a damaged first page cannot be told from it."""


class JournalClosed(JournalError):
    """A journal that was closed while it was still being used, such as by its lock; nothing was changed."""


class RecordsError(KnowledgeError):
    """Records that do not hold; `problems` lists every one of them."""

    def __init__(self, problems: tuple[object, ...]) -> None:
        self.problems = problems
        listed = "\n".join(str(problem) for problem in problems[:20])
        more = f"\n… and {len(problems) - 20} more" if len(problems) > 20 else ""
        super().__init__(f"{len(problems)} problems in the records:\n{listed}{more}")
