"""How attributions are read: quotation marks, reporting cues, sources, the limits of content."""
