"""What tests share; imported by tests alone, and no part of an image."""
