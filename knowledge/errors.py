"""The one error tree. The class says what happened and whether trying again can help; the message says what to do.

    HuashuError
    ├── BadInput            the caller's data cannot be used; nothing was changed
    │   └── UnreadableFile  a document that no reader can turn into text
    ├── NotFound            no such shop, document, suggestion …
    ├── Conflict            the state does not allow it (busy data folder, duplicate name, stale edit)
    ├── Forbidden           known caller, not allowed
    │   └── Unauthenticated no key, or one that is unknown or revoked
    ├── TooManyAttempts     a limit on tries; the message says how long to wait
    ├── TooLarge            over a limit that the message names
    ├── IndexMismatch       an index was built by another encoder, normaliser or splitter
    ├── Config              settings that cannot work; raised at start
    └── Upstream            something outside failed
        ├── UpstreamTimeout     (retryable)
        ├── UpstreamRateLimited (retryable)
        ├── UpstreamUnavailable (retryable)
        └── UpstreamBadOutput   answered, but not with what was asked for

Messages quote the offending name and never hold customer text.
"""

from __future__ import annotations

from typing import ClassVar


class HuashuError(Exception):
    """Base of everything we raise on purpose. `code` is stable and part of the HTTP contract."""

    code: ClassVar[str] = "internal"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.reason = code or self.code


class BadInput(HuashuError):
    code = "bad_input"


class UnreadableFile(BadInput):
    """A file that gives no text. `reason` is one of the closed set below, so that callers can count and translate.

    empty · no_text_layer (pictures whose text is not recognised) · encrypted · corrupt · unsupported · too_large ·
    archive_bomb · wrong_type · timeout
    """

    code = "unreadable_file"


class NotFound(HuashuError):
    code = "not_found"


class Conflict(HuashuError):
    code = "conflict"


class Forbidden(HuashuError):
    code = "forbidden"


class Unauthenticated(Forbidden):
    code = "unauthenticated"


class TooManyAttempts(HuashuError):
    code = "too_many_attempts"


class TooLarge(HuashuError):
    code = "too_large"


class IndexMismatch(HuashuError):
    code = "index_mismatch"


class Config(HuashuError):
    code = "config"


class Upstream(HuashuError):
    code = "upstream"


class UpstreamTimeout(Upstream):
    code = "upstream_timeout"
    retryable = True


class UpstreamRateLimited(Upstream):
    code = "upstream_rate_limited"
    retryable = True


class UpstreamUnavailable(Upstream):
    code = "upstream_unavailable"
    retryable = True


class UpstreamBadOutput(Upstream):
    code = "upstream_bad_output"
