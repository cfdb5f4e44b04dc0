"""What the application does: import, plan, check, publish, convene. No HTTP here."""
