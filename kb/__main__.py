"""``python -m kb check | prepare [--offline] | finish [--offline]``: the plain steps around MkDocs."""

from __future__ import annotations

import argparse
import sys

from kb import build
from kb.faults import report


def main(arguments: list[str] | None = None) -> int:
    """Runs one step; prints every fault, one a line. Returns the exit status: 1 where there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m kb", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("check", help="check data and words, without building")
    for name, text in (("prepare", "check, then write what pages link to"), ("finish", "check the built pages, then put them in place")):
        steps.add_parser(name, help=text).add_argument("--offline", action="store_true", help="for the bundle that is read from a folder")
    chosen = parser.parse_args(arguments)
    faults = build.check() if chosen.step == "check" else getattr(build, chosen.step)(offline=chosen.offline)
    if faults:
        print(report(faults), file=sys.stderr)
        print(f"{len(set(faults))} to mend; nothing was written.", file=sys.stderr)
        return 1
    print(f"{chosen.step}: in order.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
