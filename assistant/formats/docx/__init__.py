"""Word files: a guard against hostile packages, a reader, a plain writer."""
