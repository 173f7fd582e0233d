"""One sub-package per deployable service."""
