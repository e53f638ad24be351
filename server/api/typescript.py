"""docs/openapi.json -> the extension's types: `python -m server.api.typescript DOCUMENT TYPES`.

Understands what our own document holds, which pydantic writes, and raises `KeyError` on anything else: a schema that it
does not know must not quietly become `unknown`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]

_HEAD = "// Written by `make openapi` from docs/openapi.json: what the server takes and gives.\n"
_SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
_PLAIN_NAME = re.compile(r"[A-Za-z_$][\w$]*")


def render_types(document: Schema) -> str:
    """Every schema as an exported type, by name, so that the same document gives the same text."""
    schemas = document["components"]["schemas"]
    shown = [_declaration(_name(name), schemas[name]) for name in sorted(schemas)]
    return "\n".join([_HEAD, *shown])


def _declaration(name: str, schema: Schema) -> str:
    comment = _comment(schema, "")
    if schema.get("type") == "object" and "properties" in schema:
        return f"{comment}export interface {name} {_members(schema, '')}\n"
    return f"{comment}export type {name} = {_type(schema, '')};\n"


def _members(schema: Schema, indent: str) -> str:
    required = set(schema.get("required", ()))
    inner = f"{indent}  "
    lines = [
        f"{_comment(member, inner)}{inner}{_key(name)}{'' if name in required else '?'}: {_type(member, inner)};"
        for name, member in schema["properties"].items()
    ]
    return "\n".join(["{", *lines, f"{indent}}}"])


def _type(schema: Schema, indent: str) -> str:
    if "$ref" in schema:
        return _name(str(schema["$ref"]).rsplit("/", 1)[-1])
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
    for joint in ("anyOf", "oneOf"):
        if joint in schema:
            return " | ".join(dict.fromkeys(_type(one, indent) for one in schema[joint]))
    if "allOf" in schema:
        return " & ".join(_type(one, indent) for one in schema["allOf"])
    if "type" not in schema:
        return "unknown"  # pydantic's way to say that any value will do
    return _typed(schema, indent)


def _typed(schema: Schema, indent: str) -> str:
    kind = schema["type"]
    if kind == "array":
        item = _type(schema.get("items", {}), indent)
        return f"({item})[]" if " " in item and not item.startswith("{") else f"{item}[]"
    if kind == "object":
        if "properties" in schema:
            return _members(schema, indent)
        values = schema.get("additionalProperties", True)
        return f"Record<string, {_type(values, indent) if isinstance(values, Mapping) else 'unknown'}>"
    return _SIMPLE[kind]


def _comment(schema: Schema, indent: str) -> str:
    words = " ".join(str(schema.get("description", "")).split()).replace("*/", "* /")
    return f"{indent}/** {words} */\n" if words else ""


def _name(name: str) -> str:
    """Where input and output differ, the document's names have a hyphen."""
    return re.sub(r"\W", "", name)


def _key(name: str) -> str:
    return name if _PLAIN_NAME.fullmatch(name) else json.dumps(name)


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    Path(sys.argv[2]).write_text(render_types(given), encoding="utf-8")
