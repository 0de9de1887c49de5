"""The command line: `cotake check`, `guide`, `simulate`, `evidence`, `claim` and the others."""

from __future__ import annotations

import os
import sys

import click

from cotake._errors import CotakeError
from cotake.surfaces.cli._account import account_group
from cotake.surfaces.cli._check import check_command
from cotake.surfaces.cli._evidence import claim_command, evidence_command
from cotake.surfaces.cli._exposure import exposure_command
from cotake.surfaces.cli._guide import guide_command
from cotake.surfaces.cli._knowledge import knowledge_group
from cotake.surfaces.cli._lists import list_group
from cotake.surfaces.cli._mcp import mcp_command
from cotake.surfaces.cli._plan import plan_command
from cotake.surfaces.cli._report import report_command
from cotake.surfaces.cli._screen import screen_command
from cotake.surfaces.cli._serve import serve_command
from cotake.surfaces.cli._simulate import simulate_command
from cotake.surfaces.cli._site import site_command
from cotake.surfaces.cli.journal import journal_group
from cotake.surfaces.cli.trial import trial_group


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="cotake", prog_name="cotake")
def cli() -> None:
    """Can I take these together? An answer for a whole list of medicines, with its sources.

    It informs and prepares a conversation with a prescriber or pharmacist; it does not replace it.
    """


for command in (
    check_command,
    guide_command,
    screen_command,
    exposure_command,
    simulate_command,
    plan_command,
    report_command,
    evidence_command,
    claim_command,
    journal_group,
    trial_group,
    serve_command,
    account_group,
    site_command,
    list_group,
    knowledge_group,
    mcp_command,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; errors that cotake knows are one line, never a traceback.

    Exit status: 0 an answer was given, 1 a failure, 2 bad usage, 3 a finding as bad as --fail-on, or a
    plan refused for one.
    """
    try:
        code = cli(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CotakeError as error:
        from cotake._errors import InputError, PlanRefused

        click.echo(f"cotake: {error}", err=True)
        sys.exit(2 if isinstance(error, InputError) else 3 if isinstance(error, PlanRefused) else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"cotake: cannot write the answer: {error.strerror or error}", err=True)
        os._exit(1)  # closing the stream again would fail again
    sys.exit(code if isinstance(code, int) else 0)
