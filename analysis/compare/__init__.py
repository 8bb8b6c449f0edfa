"""Frames in, frames out: outlets and articles side by side, with the uncertainty of what is found.

articles (units of inference), uncertainty (intervals and tests over them) -> hedging; similarity;
numbers.
"""
