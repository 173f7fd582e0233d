"""What the generator does: take requests in, perform their steps."""
