"""The contract check: says rule by rule whether a server keeps the document."""
