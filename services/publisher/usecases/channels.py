"""On which channels of the database workers are woken."""

ACCOUNTS = "accounts"
CONNECTIONS = "connections"
MEASUREMENTS = "measurements"
PUBLICATIONS = "publications"
REHEARSALS = "rehearsals"
