"""Tests of the wheel as it is installed: a clean environment for each set of extras, none of them with the sources."""
