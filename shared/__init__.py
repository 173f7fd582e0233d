"""What the five services share; it knows none of them."""
