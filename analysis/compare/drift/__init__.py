"""What changed when a sentence travelled from one text to another."""
