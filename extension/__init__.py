"""The browser extension's files, as data of this distribution: the server serves and packs them."""
