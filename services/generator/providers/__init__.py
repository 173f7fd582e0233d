"""Those who write and draw."""
