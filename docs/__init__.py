"""The documents that come from the code; `python -m docs` writes them, a test fails when they differ."""
