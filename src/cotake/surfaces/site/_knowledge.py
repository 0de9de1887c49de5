"""The knowledge as it travels to a browser: the same records, in fewer bytes once compressed."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

from cotake._errors import KnowledgeError
from cotake.knowledge import Library
from cotake.knowledge._codec import whole

#: What only SQL of one's own asks of: every fact with its citations.
_ASIDE = ("VIEW fact", "TABLE statement", "TABLE citation", "TABLE place", "TABLE sort")


def travelling(library: Library) -> bytes:
    """A compiled file that opens as any other and gives the same answers.

    Records that are deflated one by one are inflated: compressed all together they take 40 % less.

    Raises:
        KnowledgeError: the knowledge is damaged.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "knowledge.sqlite"
        shutil.copyfile(library.path, path)
        try:
            database = sqlite3.connect(path)
            try:
                rows = database.execute("SELECT number, data, size FROM stored").fetchall()
                inflated = [(whole(data, size), number) for number, data, size in rows]
                database.executemany("UPDATE stored SET data = ? WHERE number = ?", inflated)
                for each in _ASIDE:
                    database.execute(f"DROP {each}")
                database.commit()
                database.execute("VACUUM")
            finally:
                database.close()
        except (sqlite3.Error, ValueError) as error:
            raise KnowledgeError(f"{library.path}: the knowledge file is damaged ({error})") from error
        return path.read_bytes()
