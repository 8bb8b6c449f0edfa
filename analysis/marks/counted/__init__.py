"""What a number counts, read from the words around it, without a parser."""
