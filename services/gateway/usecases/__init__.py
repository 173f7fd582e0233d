"""What the gateway does: one class for each area, each method one action inside the caller's unit of work."""
