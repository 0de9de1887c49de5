"""Load on the service: checks of 12 medicines over loopback, and killed and started again meanwhile.

python -m bench.service [--seconds 60] [--connections 50] [--rate 150] [--workers 0] [--lists 400]
                        [--kill] [--write]

Lists as new are asked of a service that keeps no answers (kept_answers = 0), so that each is worked out;
lists asked again, 100 of them, of one that keeps its last answers, as it does by itself. Each connection
asks again as soon as it has its answer, so that the service is always full; in the row "at N a second" the
connections ask N times a second together, at random moments set beforehand, and the time of an answer
counts from its moment, also where the connection was still busy. Every answer is compared with the one
worked out in this process beforehand, all of it but the moment it was made. `--kill` ends a worker, and
once the whole service, every few seconds (SIGKILL) and starts it again: connections then break and ask
anew, and what arrives must still be right.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.__main__ import machine
from bench._readme import put

_MARK = "service"
_AT = b'"generated_at":"'
_PORT = 8799


def lists_of(count: int, size: int = 12, seed: int = 1) -> list[list[str]]:
    """Lists of medicines drawn from those with the most pairs on record, with their usual doses."""
    from cotake.knowledge import open_library

    library = open_library()
    rows = library.query(
        "SELECT substance, count(*) FROM pairing GROUP BY substance "
        "ORDER BY count(*) DESC, substance LIMIT 300"
    )
    names = [library.substance(row[0]).name for row in rows if library.has("substances", row[0])]
    draw = random.Random(seed)
    return [draw.sample(names, size) for _ in range(count)]


def without_moment(body: bytes) -> bytes:
    """The digest of an answer without the moment when it was made."""
    at = body.index(_AT) + len(_AT)
    return hashlib.blake2b(body[:at] + body[body.index(b'"', at) :]).digest()


def expected(lists: list[list[str]]) -> list[bytes]:
    """What each list is answered, by its digest."""
    import msgspec

    import cotake

    today = date.today()
    return [
        without_moment(msgspec.json.encode(cotake.check(each, today=today).to_dict("clinician")))
        for each in lists
    ]


def request_of(medicines: list[str]) -> bytes:
    body = json.dumps({"medicines": medicines}).encode()
    head = (
        f"POST /v1/check HTTP/1.1\r\nhost: 127.0.0.1:{_PORT}\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@dataclass
class Seen:
    """What the connections saw: seconds of each answer, wrong answers, errors told, broken connections."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    errors: int = 0
    broken: int = 0


async def _connection(
    requests: list[bytes], right: list[bytes], until: float, seen: Seen, seed: int, every: float = 0.0
) -> None:
    """One connection; `every` is the mean time in seconds between its moments, 0 for without a pause."""
    draw = random.Random(seed)
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    moment = time.perf_counter()
    while time.perf_counter() < until:
        which = draw.randrange(len(requests))
        if every:  # arrivals at random, as those of people are
            moment += draw.expovariate(1 / every)
            if moment >= until:
                break
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        try:
            if streams is None:
                streams = await asyncio.open_connection("127.0.0.1", _PORT)
            reader, writer = streams
            began = moment if every else time.perf_counter()
            writer.write(requests[which])
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
            body = await reader.readexactly(length)
            took = time.perf_counter() - began
        except (OSError, asyncio.IncompleteReadError):
            seen.broken += 1
            streams = None
            await asyncio.sleep(0.05)
            continue
        if not head.startswith(b"HTTP/1.1 200"):
            seen.errors += 1
        elif without_moment(body) != right[which]:
            seen.wrong += 1
        else:
            seen.seconds.append(took)
    if streams is not None:
        streams[1].close()


def started(workers: int, kept: int | None = None) -> subprocess.Popen[bytes]:
    """The real command, once it is ready."""
    import urllib.request

    command = [str(Path(sys.executable).parent / "cotake"), "serve", "--api", "--port", str(_PORT)]
    environ = {**os.environ, "COTAKE_RATE_PER_MINUTE": "0", "COTAKE_LOG_LEVEL": "warning"}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if kept is not None:
        environ["COTAKE_KEPT_ANSWERS"] = str(kept)
    if workers:
        command += ["--workers", str(workers)]
    process = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/ready", timeout=1) as answer:
                if answer.status == 200:
                    return process
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the service did not become ready")


def memory_mb(process: int) -> float:
    """Of a process and those it started, in MB, shared pages by their part."""
    total = 0.0
    for each in (process, *_children(process)):
        try:
            text = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024
    return total


def _children(process: int) -> list[int]:
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [int(each) for each in listed]


async def _load(
    requests: list[bytes],
    right: list[bytes],
    seconds: float,
    connections: int,
    seen: Seen,
    holder: list[int],
    rate: float = 0.0,
) -> list[tuple[float, float]]:
    every = connections / rate if rate else 0.0
    until = time.perf_counter() + seconds
    tasks = [
        asyncio.create_task(_connection(requests, right, until, seen, seed, every))
        for seed in range(connections)
    ]
    memory = []
    while time.perf_counter() < until:
        await asyncio.sleep(min(5.0, max(0.1, until - time.perf_counter())))
        memory.append((seconds - (until - time.perf_counter()), memory_mb(holder[0])))
    await asyncio.gather(*tasks)
    return memory


async def _killing(
    seconds: float, workers: int, holder: list[subprocess.Popen[bytes]], pids: list[int]
) -> int:
    """End a worker every few seconds, and in the middle the whole service; how often."""
    ends, killed, whole = time.perf_counter() + seconds - 6, 0, False
    half = time.perf_counter() + seconds / 2
    while time.perf_counter() < ends:
        await asyncio.sleep(6)
        gone = (
            holder[0].poll() is not None
        )  # it gave up, as it does where a worker ends twice in a few seconds
        if gone or (not whole and time.perf_counter() > half):
            whole = whole or not gone
            for each in () if gone else (*_children(pids[0]), pids[0]):
                os.kill(each, signal.SIGKILL)
            holder[0].wait()
            holder[0] = await asyncio.to_thread(started, workers)
            pids[0] = holder[0].pid
        else:
            children = _children(pids[0])
            if children:
                os.kill(random.choice(children), signal.SIGKILL)
        killed += 1
    return killed


def measured(args: argparse.Namespace) -> list[str]:
    lists = lists_of(args.lists)
    right, requests = expected(lists), [request_of(each) for each in lists]
    rows = []
    loads: tuple[tuple[str, int | None, int, float], ...] = (
        (f"lists as new, at {args.rate:g} a second", 0, len(lists), args.rate),
        ("lists as new", 0, len(lists), 0.0),
        ("lists asked again", None, 100, 0.0),
    )
    for name, kept, most, rate in loads:
        process = started(args.workers, kept)
        try:
            seen, holder = Seen(), [process.pid]
            some, their = requests[:most], right[:most]
            asyncio.run(_load(some, their, 3, args.connections, Seen(), holder))  # warm
            first = memory_mb(process.pid)
            memory = asyncio.run(_load(some, their, args.seconds, args.connections, seen, holder, rate))
            rows.append(_row(name, seen, args, [first, *(mb for _, mb in memory)]))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
    if args.kill:
        holders = [started(args.workers)]
        pids, seen = [holders[0].pid], Seen()

        async def both() -> int:
            killed, _ = await asyncio.gather(
                _killing(args.seconds, args.workers, holders, pids),
                _load(requests, right, args.seconds, args.connections, seen, pids),
            )
            return killed

        try:
            killed = asyncio.run(both())
            rows.append(_row(f"killed {killed} times", seen, args, []))
        finally:
            holders[0].send_signal(signal.SIGTERM)
            holders[0].wait(30)
    return [
        f"Measured on {machine()}; {args.connections} connections, {args.seconds:g} s, "
        f"{args.lists} lists of 12; the client shares the cores.",
        "",
        "| load | answers | a second | p50 ms | p99 ms | worst ms | wrong | errors | broken | memory MB |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *rows,
    ]


def _row(name: str, seen: Seen, args: argparse.Namespace, memory: list[float]) -> str:
    took = sorted(seen.seconds)
    at = (
        [took[min(len(took) - 1, int(part * len(took)))] * 1e3 for part in (0.5, 0.99, 1.0)] if took else []
    )
    shown = " | ".join(f"{each:.1f}" for each in at)
    held = f"{memory[0]:.0f} to {memory[-1]:.0f}" if memory else ""
    return (
        f"| {name} | {len(took):,} | {len(took) / args.seconds:,.0f} | {shown} | {seen.wrong} | "
        f"{seen.errors} | {seen.broken} | {held} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--rate", type=float, default=150)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--lists", type=int, default=400)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    lines = measured(args)
    print("\n".join(lines))
    if args.write:
        put(lines, f"<!-- {_MARK} -->", f"<!-- end of {_MARK} -->")


if __name__ == "__main__":
    main()
