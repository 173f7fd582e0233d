"""Rules of the gateway: pure, no input or output."""
