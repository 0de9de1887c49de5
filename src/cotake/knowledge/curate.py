"""The tools that look after the records: lint, seal, compile, count, show. They need PyYAML."""

from cotake.knowledge._compile import COMPILED, build, version_of
from cotake.knowledge._fits import facts_to_fit, said_by, write_fits
from cotake.knowledge._lint import lint
from cotake.knowledge._problem import Problem
from cotake.knowledge._records import RECORDS, Records, read_records
from cotake.knowledge._schema import schemas
from cotake.knowledge._seal import seal
from cotake.knowledge._show import show
from cotake.knowledge._stats import stats, stats_lines

__all__ = [
    "COMPILED",
    "RECORDS",
    "Problem",
    "Records",
    "build",
    "facts_to_fit",
    "lint",
    "read_records",
    "said_by",
    "schemas",
    "seal",
    "show",
    "stats",
    "stats_lines",
    "version_of",
    "write_fits",
]
