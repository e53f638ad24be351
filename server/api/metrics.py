"""Counters for operators, in Prometheus' text form. No label holds a shop, a key or anything a customer wrote."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from server.reply.types import Suggestion

_SECONDS = (0.005, 0.01, 0.025, 0.04, 0.06, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

_METHODS = frozenset({"GET", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"})


class Metrics:
    """One registry per application, so that two of them in a process do not mix."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "huashu_requests", "HTTP requests answered", ["method", "route", "status"], registry=self._registry
        )
        self._request_seconds = Histogram(
            "huashu_request_seconds", "Time to answer", ["route"], buckets=_SECONDS, registry=self._registry
        )
        self._suggestions = Counter(
            "huashu_suggestions", "Suggestions made", ["outcome", "origin", "model"], registry=self._registry
        )
        self._decisions = Counter("huashu_decisions", "Decisions of agents", ["action"], registry=self._registry)
        self._tokens = Counter("huashu_model_tokens", "Tokens of model calls", ["kind"], registry=self._registry)
        self._outbox = Gauge("huashu_outbox_entries", "Index writes that wait", registry=self._registry)
        self._jobs = Gauge("huashu_jobs_unfinished", "Jobs queued or running", registry=self._registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        method = method if method in _METHODS else "other"  # anything can be sent, and a label must stay few-valued
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def suggestion(self, made: Suggestion) -> None:
        self._suggestions.labels(made.outcome.kind, made.draft.origin.value, made.trace.verdict).inc()
        self._tokens.labels("prompt").inc(made.trace.usage.prompt_tokens)
        self._tokens.labels("completion").inc(made.trace.usage.completion_tokens)

    def decision(self, action: str) -> None:
        self._decisions.labels(action).inc()

    def exposition(self, outbox: int, jobs: int) -> bytes:
        self._outbox.set(outbox)
        self._jobs.set(jobs)
        return generate_latest(self._registry)
