"""Kafka in: which use case takes which event."""
