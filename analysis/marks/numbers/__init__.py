"""The number reader of `analysis.marks.quantities`, one step a module."""
