"""How a plan is found: a Problem in, a Plan out; no database, no web, no clock."""
