"""Measure, and write the tables into bench/README.md.

python -m bench                     print
python -m bench --write             print, and put them into bench/README.md
python -m bench --reference DIR     add the figures on reference sets of pairs in DIR
python -m bench --no-peers          leave out other checks (each is installed on first use)
"""

from __future__ import annotations

import argparse
import platform
from pathlib import Path

from bench import peers, speed

README = Path(__file__).parent / "README.md"
_MARK = "<!-- measured -->"


def machine() -> str:
    """The processor, cores, Python and date of the measurement, for the table's head."""
    import os
    from datetime import date

    model = platform.processor() or "processor not named"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {date.today()}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write bench/README.md")
    parser.add_argument("--reference", type=Path, help="a folder of reference pairs")
    parser.add_argument("--no-peers", action="store_true", help="do not install and ask other checks")
    args = parser.parse_args()
    parts = [f"Measured on {machine()}.", "", *speed.table()]
    if not args.no_peers:
        parts += ["", *peers.table(args.reference)]
    text = "\n".join(parts)
    print(text)
    if args.write:
        head = README.read_text(encoding="utf-8").split(_MARK)[0]
        README.write_text(f"{head}{_MARK}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
