"""What a shop asks of its service, from its settings: `service.<rule>`. Times are in seconds.

The defaults are what platforms count by: a reply within three minutes, slow beyond 120 s more than three times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from knowledge.errors import Config

_PREFIX = "service."
_YES = frozenset({"true", "yes", "1", "是"})
_NO = frozenset({"false", "no", "0", "否"})


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """`masking`: personal data is taken out before a chat leaves the browser. `reports`: message times are kept;
    `keeps_texts`: their texts too. A chat counts as live for `live_s` after a message.
    """

    masking: bool = False
    reports: bool = True
    keeps_texts: bool = False
    reply_limit_s: int = 180
    slow_after_s: int = 120
    slow_times: int = 3
    long_reception_s: int = 1800
    live_s: int = 120


def service_rules(settings: Mapping[str, str]) -> ServiceRules:
    """Raises `Config` for a rule that is unknown or not what it should be."""
    read = {key: _read(key, value) for key, value in settings.items() if key.startswith(_PREFIX)}
    return ServiceRules(**{key.removeprefix(_PREFIX): value for key, value in read.items()})  # type: ignore[arg-type]


def with_service_rules(settings: Mapping[str, str], rules: ServiceRules) -> dict[str, str]:
    """The shop's settings with these rules in place of those that were there; what is as usual is left out."""
    usual = asdict(ServiceRules())
    changed = {name: value for name, value in asdict(rules).items() if value != usual[name]}
    others = {key: value for key, value in settings.items() if not key.startswith(_PREFIX)}
    return {**others, **{f"{_PREFIX}{name}": str(value).lower() for name, value in changed.items()}}


def _read(key: str, value: str) -> bool | int:
    kinds = {field.name: type(field.default) for field in fields(ServiceRules)}
    name, written = key.removeprefix(_PREFIX), value.strip().lower()
    if name not in kinds:
        raise Config(f"shop setting {key}: there is no such rule; known: {', '.join(kinds)}")
    if kinds[name] is bool:
        if written not in _YES | _NO:
            raise Config(f"shop setting {key}: say true or false")
        return written in _YES
    if not written.isdecimal() or not 0 < int(written) <= 86_400:
        raise Config(f"shop setting {key}: “{value}” is no number of seconds, or of times, between 1 and 86400")
    return int(written)
