"""Numeric claims: what each number counts, which may be compared, and what comparing them shows."""
