from typing import Literal

RecoveryWay = Literal["idempotency_key", "look_up", "own_record_key", "person", "status"]

RECOVERY_WAY_VALUES: set[RecoveryWay] = {
    "idempotency_key",
    "look_up",
    "own_record_key",
    "person",
    "status",
}


def check_recovery_way(value: str) -> RecoveryWay:
    if value in RECOVERY_WAY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RECOVERY_WAY_VALUES!r}")
