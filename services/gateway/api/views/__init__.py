"""What clients see and send: one module an area."""
