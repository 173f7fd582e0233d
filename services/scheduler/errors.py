"""What can be wrong with a plan. The event goes to the dead letters with this message."""


class InvalidPlanError(ValueError):
    """The plan contradicts itself or names what does not exist."""
