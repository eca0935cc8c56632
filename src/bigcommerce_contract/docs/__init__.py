"""The documentation page: the document, the guides, the decisions and the rules as one HTML file."""
