"""Other ways to plan the same folder, for comparison: by hand, one constraint model, Timefold."""
