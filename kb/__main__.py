"""``python -m kb check | prepare [--offline] | finish [--offline] | coverage [--texts FOLDER]``: the plain steps around MkDocs."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from kb import unchanged
from kb.faults import report


def main(arguments: list[str] | None = None) -> int:
    """Runs one step (each imports only what it needs); prints every fault, one a line. Returns the exit status: 1 where there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m kb", description=__doc__)
    gc.disable()  # a step is short and keeps what it makes; collecting would cost a tenth of its time
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("check", help="check data and words, without building")
    for name, text in (("prepare", "check, then write what pages link to"), ("finish", "check the built pages, then put them in place")):
        steps.add_parser(name, help=text).add_argument("--offline", action="store_true", help="for the bundle that is read from a folder")
    mapping = steps.add_parser("coverage", help="which sentences of the promotional texts are mapped to claims")
    mapping.add_argument("--texts", type=Path, metavar="FOLDER", help="verify the mapping against the originals (folder with sentences.tsv)")
    chosen = parser.parse_args(arguments)
    if chosen.step == "coverage":
        return show_coverage(chosen.texts)
    if chosen.step == "finish":
        from kb import finish

        faults = finish.finish(offline=chosen.offline)
    elif chosen.step == "prepare" and unchanged.since_prepared(chosen.offline):
        print("prepare: in order; nothing has changed since it last ran.")
        return 0
    else:
        from kb import build

        faults = build.check() if chosen.step == "check" else build.prepare(offline=chosen.offline)
        if chosen.step == "prepare" and not faults:
            unchanged.remember(chosen.offline)
    if faults:
        print(report(faults), file=sys.stderr)
        print(f"{len(set(faults))} to mend; nothing was written.", file=sys.stderr)
        return 1
    print(f"{chosen.step}: in order.")
    return 0


def show_coverage(texts: Path | None) -> int:
    """Prints the state of each text; exit status 1 while a sentence is unmapped or differs from its original."""
    from kb import coverage, load

    knowledge, faults = load.cached()
    states, found = coverage.check(knowledge)
    faults = list(faults) + found
    if texts:
        faults += coverage.verify(texts)
    for state in states:
        print(f"text {state.text}: {state.mapped + state.marked} of {state.sentences} sentences ({state.mapped} make claims, {state.marked} make none)")
    total = sum(state.sentences for state in states)
    done = sum(state.mapped + state.marked for state in states)
    print(f"all texts: {done} of {total} sentences, {len(knowledge.all('claims'))} claims")
    if faults:
        print(report(faults), file=sys.stderr)
    return 1 if faults or done < total else 0


if __name__ == "__main__":
    sys.exit(main())
