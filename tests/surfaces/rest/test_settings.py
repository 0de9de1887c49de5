"""Settings come from a file, and over it from the environment; what is wrong in them is told."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from cotake import CotakeError, FileProblem, InputError
from cotake.surfaces.rest import Settings, read_settings, settings_of
from tests.surfaces.running import Run


def test_the_environment_goes_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    path.write_text('port = 9000\ncors = ["https://ehr.example"]\nmetrics = false\n')
    found = read_settings(path, {"COTAKE_PORT": "9100", "COTAKE_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2"})
    assert (found.port, found.cors, found.metrics) == (9100, ("https://ehr.example",), False)
    assert found.trusted_proxies == ("10.0.0.1", "10.0.0.2")
    assert found.host == "127.0.0.1"


def test_what_is_said_comes_back_as_it_was() -> None:
    said = Settings(port=80, cors=("*",), log_medicines=True, answer_timeout_s=1.5)
    assert settings_of(said.to_json()) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 80", '"prot" is no setting'),
        ("port = 70000", "from 0 to 65535"),
        ('port = "many"', "a whole number"),
        ("port = true", "a whole number"),
        ("port = 80.5", "a whole number"),
        ('metrics = "perhaps"', "true or false"),
        ("cors = [1]", "a list of texts"),
        ('log_level = "loud"', "one of debug"),
        ("port = ", "is no TOML"),
    ],
)
def test_what_cannot_be_a_setting_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "service.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=said) as told:
        read_settings(path, {})
    assert str(path) in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="No such file"):
        read_settings(tmp_path / "none.toml", {})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(max_size=200))
def test_any_text_is_settings_or_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "service.toml"
    path.write_bytes(text.encode("utf-8", "replace"))
    with suppress(CotakeError):
        assert isinstance(read_settings(path, {}), Settings)


def test_the_command_shows_them_and_options_go_over_all(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    path.write_text("port = 9000\nworkers = 1\n")
    done = run("serve", "--config", path, "--port", "9200", "--settings")
    assert (json.loads(done.out)["port"], json.loads(done.out)["workers"]) == (9200, 1)
