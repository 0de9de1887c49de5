"""What is needed to run the service elsewhere names commands and settings that there are."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from cotake.surfaces.cli import cli
from cotake.surfaces.rest import Settings, read_settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def options(command: list[str]) -> None:
    """See that the command line takes these words."""
    assert Path(command[0]).name == "cotake"
    made = cli.commands[command[1]]
    made.make_parser(made.make_context("serve", [], resilient_parsing=True)).parse_args(command[2:])


def test_the_example_has_every_setting_as_it_is_by_itself() -> None:
    assert read_settings(DEPLOY / "service.toml", {}) == Settings()
    names = {each.name for each in fields(Settings)}
    assert set(tomllib.loads((DEPLOY / "service.toml").read_text())) == names


def test_the_unit_starts_the_service() -> None:
    unit = configparser.ConfigParser(strict=False)
    unit.read(DEPLOY / "cotake.service")
    options(shlex.split(unit["Service"]["execstart"]))
    assert unit["Service"]["environment"].startswith("COTAKE_HOME=/var/lib/")


def test_the_image_starts_the_service_and_sets_what_is_a_setting() -> None:
    text = (ROOT / "Dockerfile").read_text()
    options(json.loads(re.findall(r"^CMD (.*)$", text, re.MULTILINE)[-1]))
    said = re.search(r"^ENV (.*)$", text, re.MULTILINE)
    assert said is not None
    pairs = dict(each.split("=") for each in said[1].split())
    assert read_settings(None, pairs).host == "0.0.0.0"


@pytest.mark.parametrize(("port", "asked"), [(None, 8765), ("", 8765), ("9000", 9000)])
def test_the_health_check_asks_the_port_that_the_service_listens_on(
    monkeypatch: pytest.MonkeyPatch, port: str | None, asked: int
) -> None:
    """A container that is started with -e COTAKE_PORT=9000 must not be taken for a sick one."""
    text = (ROOT / "Dockerfile").read_text()
    said = re.search(r"^HEALTHCHECK .*?CMD (\[.*\])$", text, re.MULTILINE)
    assert said is not None
    _, option, code = json.loads(said[1])
    assert option == "-c"
    seen: list[str] = []
    monkeypatch.setattr("urllib.request.urlopen", lambda address, timeout: seen.append(address))
    environ = {} if port is None else {"COTAKE_PORT": port}
    monkeypatch.delenv("COTAKE_PORT", raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    exec(compile(code, "HEALTHCHECK", "exec"), {})
    assert seen == [f"http://127.0.0.1:{asked}/ready"]
    assert read_settings(None, environ).port == asked
    assert f"EXPOSE {Settings().port}" in text


@pytest.mark.parametrize("path", ["Dockerfile", "deploy/cotake.service", "deploy/service.toml"])
def test_no_secret_and_no_registry_is_named(path: str) -> None:
    text = (ROOT / path).read_text()
    assert not re.search(r"index-url|password|token|\b\w+\.\w+/\w+:\w+", text, re.IGNORECASE)
