"""Faults on purpose, for testing clients: what they are, when they strike, and how they look on the wire."""
