"""Rows in, rows out: statements of `queries/` run on the connection of the unit of work; no decisions."""
