"""The calls of the operations, a module for each tag."""
