"""The demo workbench: a chat page with customers from a script, where anyone can try the extension in a minute."""
