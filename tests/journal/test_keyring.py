"""The key in the system's keyring: a real Secret Service, on a bus of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from cotake import JournalError
from cotake.journal import Cost, Journal, remember, remembered

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
LACKING = [each for each in NEEDED if shutil.which(each) is None]
START = 'printf "\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
WORD = "correct horse"

SESSION = """
import os, sys
from pathlib import Path
from click.testing import CliRunner
from cotake.surfaces.cli import cli
from cotake.journal import remembered

home = Path(os.environ["COTAKE_HOME"])
path = home / "journal.cotake"

def run(*words, word="", **env):
    env = {**env, **({"COTAKE_PASSPHRASE": word} if word else {})}
    done = CliRunner(env=env).invoke(cli, ["journal", *words])
    assert done.exit_code == 0, (words, done.output, done.exception)
    return done.output

run("init", "--memory", "8", "--passes", "1", "--lanes", "1", word="correct horse")
assert remembered(path) == ""
assert "kept" in run("remember", word="correct horse")
assert "mood 6" in run("add", "mood", "6")            # nothing is asked
assert len(remembered(path)) == 96
# A changed passphrase takes its new key along.
run("passphrase", word="correct horse", COTAKE_NEW_PASSPHRASE="another horse")
assert "mood 6" in run("show", "--entries")
# A key of another passphrase is told, and the passphrase asked for.
backup = home / "b.cotake"
run("backup", str(backup), word="another horse")
os.replace(backup, path)
done = CliRunner().invoke(cli, ["journal", "show", "--entries"], input="another horse\\n")
assert "another passphrase" in done.output and "mood 6" in done.output, done.output
run("forget")
assert remembered(path) == ""
done = CliRunner().invoke(cli, ["journal", "show"], input="\\n")
assert done.exit_code != 0
assert "not in the keyring" in run("forget")
print("all of it")
"""


@pytest.mark.skipif(bool(LACKING), reason=f"needs {', '.join(LACKING)}")
def test_the_keyring_keeps_the_key_and_lets_it_go(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "COTAKE_HOME": str(tmp_path / "home"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
    }
    env.pop("COTAKE_PASSPHRASE", None)
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", START, "bash", sys.executable, "-c", SESSION],
        capture_output=True,
        text=True,
        env=env,
        timeout=300,
    )
    assert "all of it" in done.stdout, done.stdout + done.stderr
    held = [each.name for each in (tmp_path / "home").iterdir()]
    assert ".journal.cotake.keyring" not in held


def test_no_keyring_is_told_and_nothing_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "j.cotake"
    Journal.create(path, WORD, cost=Cost(13, 1, 1)).close()
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(JournalError, match="keyring cannot be used"):
        remember(path, WORD)
    assert [each.name for each in tmp_path.iterdir()] == ["j.cotake"]
    assert remembered(path) == ""
