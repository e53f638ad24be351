"""Fits the bundled encoder's adapter on `benchmarks/pairs`: `python -m benchmarks.adapter`.

Needs `make setup-models`.
"""
