"""The hard rules as the solver enforces them, one function a rule, by stage."""
