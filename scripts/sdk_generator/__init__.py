"""Makes the Python client of the document: openapi-python-client's parser with our templates and run-time modules."""
