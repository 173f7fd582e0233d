"""Kafka, PostgreSQL and Valkey on this machine, each a plain process made from packages."""

from deploy.local.servers.kafka import kafka
from deploy.local.servers.postgresql import postgresql
from deploy.local.servers.valkey import valkey

__all__ = ["kafka", "postgresql", "valkey"]
