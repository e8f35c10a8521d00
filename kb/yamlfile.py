"""YAML as it is written: every key keeps its line, nothing is silently turned into something else.

PyYAML's parser finds the structure; the values are made here, because its own constructor lets the last
of two equal keys win and reads ``no`` as false, ``010`` as 8, ``12:30`` as 750 and ``1.10`` as 1.1.
Each of those is a fault. A plain date stays the text that was written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from kb.faults import Fault

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path_ = tuple[Any, ...]
#: path of keys and indexes inside the file -> line on which it is written
Lines = dict[Path_, int]

_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+$")


def read(path: Path, shown: str) -> tuple[Any, Lines, list[Fault]]:
    """Value of the file at ``path``, the line of each part, and the faults found.

    ``shown`` is how the file is named in messages. The value is None where the file does not parse.
    """
    faults: list[Fault] = []
    lines: Lines = {}
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=LOADER)
    except UnicodeDecodeError as error:
        return None, lines, [Fault(shown, 1, "yaml", f"the file is not UTF-8 ({error.reason})", "save it as UTF-8.")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 1
        fix = "mend the line or the one above it: a text that holds `: ` or ` #` or starts with a quote, `*`, `&` or `-` needs quotes."
        return None, lines, [Fault(shown, line, "yaml", f"this does not parse: {problem}", fix)]
    if node is None:
        return None, lines, faults
    return _value(node, (), shown, lines, faults), lines, faults


def _value(node: yaml.Node, path: Path_, shown: str, lines: Lines, faults: list[Fault]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if key in result:
                first = lines[path + (key,)]
                faults.append(
                    Fault(shown, line, "duplicate-key", f"`{key}` is given twice in one record (first on line {first})", "keep one of the two.")
                )
                continue
            lines[path + (key,)] = line
            result[key] = _value(value_node, path + (key,), shown, lines, faults)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path + (i,), shown, lines, faults) for i, item in enumerate(node.value)]
    return _scalar(node, shown, faults)


def _scalar(node: yaml.ScalarNode, shown: str, faults: list[Fault]) -> Any:
    written, tag = node.value, node.tag.removeprefix(_TAG)
    quoted = node.style in ("'", '"', "|", ">")
    if quoted or tag == "str" or tag == "timestamp":
        return written
    if tag == "null":
        return None
    if tag == "bool" and written in ("true", "false"):
        return written == "true"
    if tag == "int" and _INTEGER.match(written):
        return int(written)
    if tag == "float" and _FLOAT.match(written) and repr(float(written)) == written:
        return float(written)
    try:
        otherwise = yaml.safe_load(written)
    except yaml.YAMLError:
        otherwise = "something else"
    faults.append(
        Fault(
            shown,
            node.start_mark.line + 1,
            "ambiguous",
            f"`{written}` without quotes is read as {otherwise!r}",
            f'write "{written}" in quotes if it is text, else write the number plainly (7, 7.5) or true or false.',
        )
    )
    return written
