"""The rules of the house, held over the whole of the source."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

import cotake
from cotake.knowledge import Library
from cotake.knowledge._names import key_of

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "cotake"
FILES = sorted(SOURCE.rglob("*.py"))
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(cotake.__path__, "cotake.")
    if "__main__" not in module.name
)


def test_the_source_is_found() -> None:
    assert len(FILES) > 30
    assert "cotake.knowledge.types._substance" in MODULES


# No pharmacology in Python: records hold it.

#: Names of substances and products that are also ordinary English, or words of the program.
ORDINARY = {
    "speed": "how fast an enzyme works, beside a street name",
    "same": "the adjective, beside SAM-e without its hyphen",
    "apple": "the maker of phones, beside the juice",
    "cigarettes": "a unit that people count in, as tablets",
    "salt": "what a base is written with, beside the one in food",
    "orange": "a colour, beside the juice",
    "hash": "the function, beside a name of cannabis",
}


def code_words(path: Path) -> Iterator[tuple[int, str]]:
    """Texts and names of a Python file with their lines; docstrings and comments are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                yield line, node.value
        elif isinstance(node, ast.Name):
            yield line, node.id
        elif isinstance(node, ast.Attribute):
            yield line, node.attr
        elif isinstance(node, ast.arg | ast.keyword) and node.arg:
            yield line, node.arg
        elif isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield line, node.name
        elif isinstance(node, ast.alias):
            yield line, f"{node.name} {node.asname or ''}"


def phrases(text: str, longest: int) -> Iterator[str]:
    """The key of every run of whole words."""
    words = re.sub(r"[\W_]+", " ", text).split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            yield key_of("".join(words[start:end]))


def names_in(library: Library) -> set[str]:
    """The keys of all names, brands and ids."""
    keys = {key for (key,) in library.query("SELECT key FROM name")}
    return {key for key in keys if len(key) >= 4 and key not in ORDINARY}


def named_in(path: Path, names: set[str]) -> list[str]:
    return [
        f"{path.name}:{line}: {phrase}"
        for line, text in code_words(path)
        for phrase in phrases(text, 4)
        if phrase in names
    ]


def test_no_python_file_names_a_substance(library: Library) -> None:
    names = names_in(library)
    assert {"naltrexone", "stjohnswort", "prozac"} <= names
    assert [hit for path in FILES for hit in named_in(path, names)] == []


def test_a_name_in_code_would_be_noticed_and_one_in_a_docstring_not(
    tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        '"""Naltrexone is named here."""\n'
        "# and naltrexone here\n"
        'WORDS = ("take low-dose NALTREXONE",)\n'
        "def give_naltrexone(): ...\n"
        "sertraline = 'naltrexones'\n"
    )
    hits = named_in(path, names_in(library))
    assert {hit.split(": ")[0] for hit in hits} == {"module.py:3", "module.py:4", "module.py:5"}
    assert {hit.split(": ")[1] for hit in hits} >= {"naltrexone", "lowdosenaltrexone", "sertraline"}


def test_ordinary_words_are_excused_only_where_they_must_be(library: Library) -> None:
    known = {key for (key,) in library.query("SELECT key FROM name")}
    used = {phrase for path in FILES for _, text in code_words(path) for phrase in phrases(text, 1)}
    assert [word for word in ORDINARY if word not in known & used] == []


# One small face, and imports that point one way.


def test_the_face() -> None:
    assert cotake.__all__ == [
        "CotakeError",
        "FileProblem",
        "Finding",
        "InputError",
        "JournalError",
        "KnowledgeError",
        "Library",
        "Medicine",
        "Person",
        "PlanRefused",
        "RecordsError",
        "Report",
        "check",
        "guide",
        "open_library",
        "parse",
        "plan",
        "simulate",
    ]
    for name in cotake.__all__:
        assert getattr(cotake, name).__doc__


@pytest.mark.parametrize("name", MODULES)
def test_what_a_module_hands_out_exists(name: str) -> None:
    module = importlib.import_module(name)
    assert [each for each in getattr(module, "__all__", ()) if not hasattr(module, each)] == []
    assert module.__doc__, "says what it is for"


def test_every_error_is_in_one_tree() -> None:
    errors = [
        each for each in vars(cotake).values() if isinstance(each, type) and issubclass(each, Exception)
    ]
    assert len(errors) == 7
    assert all(issubclass(each, cotake.CotakeError) for each in errors)


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"[1-9]\d* kept, 0 broken", done.stdout), done.stdout


def bare(code: str, library: Library) -> str:
    """Run code without site-packages, on the standard library and the source alone."""
    start = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})\n"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", start + textwrap.dedent(code)],
        env={**os.environ, "COTAKE_KNOWLEDGE": str(library.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_core_needs_nothing_but_python(library: Library) -> None:
    out = bare(
        """
        import cotake
        from cotake.guidance import guide, to_html, to_markdown, to_text
        from cotake.interactions import Screener
        report = cotake.check(["naltrexone 50 mg", "oxycodone 5 mg", "sertralien"], person={"age": 70})
        report.to_dict()
        article = guide(["LDN", "sertraline"])
        for render in (to_html, to_markdown, to_text):
            assert render(article)
        roots = {name.partition(".")[0] for name in sys.modules}
        print(report.status, report.worst, len(report.not_recognised))
        print(*sorted(roots - set(sys.stdlib_module_names) - {"cotake", "__main__"}))
        """,
        library,
    )
    status, foreign = out.split("\n")[:2]
    assert status.startswith("interaction 1")
    assert foreign == ""


def test_the_answer_is_the_same_without_the_accelerator(library: Library) -> None:
    code = """
        import cotake, json
        from datetime import date
        names = ["sertralien 50 mg", "naltrexonne", "oxycodon", "prozacc"]
        plain = cotake.check(names, today=date(2026, 1, 1)).to_dict()
        plain.pop("generated_at")
        print(json.dumps(plain, sort_keys=True))
        """
    with_it = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env={**os.environ, "COTAKE_KNOWLEDGE": str(library.path), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert bare(code, library) == with_it.stdout


@pytest.mark.parametrize(
    "module", ["yaml", "rich", "numpy", "scipy", "rapidfuzz", "cotake.surfaces", "cotake.knowledge._lint"]
)
def test_import_loads_nothing_heavy(module: str, library: Library) -> None:
    code = f"import sys, cotake; cotake.check(['sertraline']); print({module!r} in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "COTAKE_KNOWLEDGE": str(library.path), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_check_is_a_function_whatever_is_imported(library: Library) -> None:
    """A module named like a verb would hide it after the first import."""
    out = bare(
        """
        import cotake
        print(cotake.check(["sertraline"]).status)
        print(cotake.check(["sertraline"]).status)
        import cotake.interactions, cotake.regimen, cotake.guidance, cotake.kinetics
        import cotake.interactions._check
        print(cotake.check(["sertraline"]).status)
        print(callable(cotake.parse), callable(cotake.open_library))
        """,
        library,
    )
    assert out.split() == ["nothing_found"] * 3 + ["True", "True"]


# Short files, nothing of this machine, examples that run.


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def kept_files() -> list[Path]:
    """The files of the project: what is made on this machine is left out."""
    made = {".git", ".venv", ".peers", "__pycache__", "dist", "build", ".hypothesis"}
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in made and not name.endswith(("_cache", ".egg-info"))
        ]
        # What is vendored stands as it was made by others.
        found += [Path(folder) / name for name in names if ".sqlite" not in name and ".min." not in name]
    return found


#: Written in two parts, so that this file does not hold what it forbids.
FOREIGN = {
    "a path of one machine": r"(?<![\w.~}-])/(?:" + "home|root|work|Users" + r")/[A-Za-z0-9_.-]+",
    "a file address": "file:" + "//",
    "a package registry": r"(?:files\.python"
    + r"hosted|pypi\."
    + r"org|registry\."
    + r"npmjs|proxy\."
    + r"golang)",
    "a package mirror": "index" + r"-url\s*=",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_kept_file_holds(kind: str) -> None:
    pattern = re.compile(FOREIGN[kind])
    hits = []
    for path in kept_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                hits.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert hits == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("a path of one machine", "see /" + "home/someone/x"),
        ("a path of one machine", '"/' + 'work/main"'),
        ("a file address", "file:" + "///tmp/x"),
        ("a package registry", "https://pypi." + "org/simple"),
        ("a package mirror", "index" + "-url = x"),
    ],
)
def test_what_is_forbidden_would_be_noticed(kind: str, text: str) -> None:
    assert re.search(FOREIGN[kind], text)


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [
        test
        for name in ["cotake", *MODULES]
        for test in finder.find(importlib.import_module(name))
        if test.examples
    ]
    return sorted(found, key=lambda test: test.name)


EXAMPLES = examples()


def test_there_are_examples() -> None:
    assert {"cotake", "cotake.knowledge._names.key_of"} <= {test.name for test in EXAMPLES}


@pytest.mark.parametrize("test", EXAMPLES, ids=lambda test: test.name)
def test_example(test: doctest.DocTest, library: Library) -> None:
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert "".join(said) == ""


def test_no_medicine_is_named_in_comments_or_docstrings_either(library: Library) -> None:
    """The whole text of every file under src, English and unit words apart."""
    excused = {"speed", "apple", "android", "cigarettes", "orange", "black"}
    names = {name.lower() for (name,) in library.query("SELECT name FROM name") if len(name) >= 5}
    for path in sorted((ROOT / "src" / "cotake").rglob("*.py")):
        words = set(re.findall(r"[a-z][a-z0-9-]{4,}", path.read_text(encoding="utf-8").lower()))
        assert not words & names - excused, path
