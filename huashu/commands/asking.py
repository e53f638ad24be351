"""`huashu ask` and `huashu search`: what would be drafted, and what would be found, for one question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from huashu.output import AsJson, print_json, print_table

Shop = Annotated[str, typer.Option(help="The shop's short name.")]
_EXCERPT = 90  # characters of a passage in a table


def ask(
    text: Annotated[str, typer.Argument(help="What the customer writes.")],
    shop: Shop,
    sku: Annotated[str | None, typer.Option(help="The product in view.")] = None,
    as_of: Annotated[str | None, typer.Option(help="A moment (ISO 8601) whose knowledge counts; without: now.")] = None,
    as_json: AsJson = False,
) -> None:
    """Draft a reply to one question, with its sources and what the checks found."""
    from huashu.calling import call
    from knowledge.identifiers import new_id
    from server.settings import load_settings

    request: dict[str, Any] = {
        "shop": shop,
        "conversation_id": f"cli-{new_id()[:12]}",
        "messages": [{"role": "customer", "text": text}],
        "context": {"sku": sku} if sku else {},
    }
    if as_of is not None:
        request["as_of"] = as_of
    suggestion = call(load_settings(), "POST", "/v1/suggestions", json=request)
    if as_json:
        print_json(suggestion)
    else:
        print_suggestion(suggestion)


def search(
    text: Annotated[str, typer.Argument(help="A question, as a customer would put it.")],
    shop: Shop,
    sku: Annotated[str | None, typer.Option(help="The product in view.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50)] = 8,
    as_json: AsJson = False,
) -> None:
    """Show the passages that a question finds, with their scores."""
    from huashu.calling import call
    from server.settings import load_settings

    query = {"shop": shop, "q": text, "limit": limit, **({"sku": sku} if sku else {})}
    found = call(load_settings(), "GET", "/v1/search", params=query)
    if as_json:
        print_json(found)
        return
    rows = []
    for number, passage in enumerate(found["passages"], start=1):
        scores = passage["scores"]
        rows.append(
            (
                number,
                _number(scores["fused"]),
                _number(scores["dense"]),
                _number(scores["lexical"]),
                place(passage),
                _excerpt(passage["text"]),
            )
        )
    print_table(f"confidence {found['confidence']:.2f}", ("", "fused", "dense", "lexical", "where", "text"), rows)


def print_suggestion(suggestion: Mapping[str, Any]) -> None:
    """The suggestion as an agent reads it: outcome, text, sources, findings."""
    why = " · ".join(value for value in suggestion["why"].values() if value)
    typer.echo(f"[{suggestion['outcome']}] {why}".rstrip())
    typer.echo(f"\n{suggestion['text']}\n")
    for number in sorted({number for sentence in suggestion["sentences"] for number in sentence["citations"]}):
        passage = suggestion["passages"][number - 1]
        typer.echo(f"  [{number}] {place(passage)}\n      {_excerpt(passage['text'])}")
    for finding in suggestion["findings"]:
        typer.echo(f"  {finding['level']}: {finding['reason']} ({finding['rule']})")
    took = sum(suggestion["timings_ms"].values())
    typer.echo(f"\n  {suggestion['origin']} draft · confidence {suggestion['confidence']:.2f} · {took:.0f} ms")


def place(passage: Mapping[str, Any]) -> str:
    """Document › section, page or sheet row: where a person finds the text."""
    where = passage["place"]
    parts = [passage["document"], *where["section"]]
    if where.get("page"):
        parts.append(f"p. {where['page']}")
    if where.get("sheet"):
        parts.append(str(where["sheet"]))
    if where.get("row"):
        parts.append(f"row {where['row']}")
    return " › ".join(parts)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
