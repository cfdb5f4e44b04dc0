"""What a session is short of, where, when and how much; what would repair it; what would break first."""
