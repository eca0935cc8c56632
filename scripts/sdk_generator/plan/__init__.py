"""What the templates write, made of the parser's data and the document's texts."""
