"""The benchmark of the check: this one and its peers judge the correct mock and the same mutants."""
