"""What pages show, worked out from records without any HTTP."""
