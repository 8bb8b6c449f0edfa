"""Finders: text becomes marks (hedges, numbers) with offsets."""
