"""On which channels of the database workers are woken."""

ACCOUNTS = "accounts"
MEASUREMENTS = "measurements"
PUBLICATIONS = "publications"
