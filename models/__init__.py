"""What things are: the texts, the session folder, the planning problem and its answer, the tables."""
