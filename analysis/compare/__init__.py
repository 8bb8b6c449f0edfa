"""Frames in, frames out: outlets and articles side by side, with the uncertainty of what is found.

uncertainty (intervals and tests over articles) -> hedging; similarity; numbers.
"""
