"""Benchmarks: figures beside a peer's, taken in turns in one run. Tests assert; these only measure."""
