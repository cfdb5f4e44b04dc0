"""The least change after a disruption: what no longer holds, who may step in, where a passage may go."""
