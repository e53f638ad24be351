"""Addresses of the console that are handed to people."""

from __future__ import annotations


def console_address(server: str) -> str:
    return f"{server.rstrip('/')}/console/"


def sign_in_address(server: str, secret: str) -> str:
    """In the fragment the secret is in no log of a server or proxy and in no referrer."""
    return f"{console_address(server)}#/link/{secret}"
