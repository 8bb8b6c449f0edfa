"""Files become checked frames: documents, segments, articles, sentences."""
