from typing import Literal

SecretRotationSignatureType0 = Literal["v1", "v1a"]

SECRET_ROTATION_SIGNATURE_TYPE_0_VALUES: set[SecretRotationSignatureType0] = {
    "v1",
    "v1a",
}


def check_secret_rotation_signature_type_0(value: str) -> SecretRotationSignatureType0:
    if value in SECRET_ROTATION_SIGNATURE_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SECRET_ROTATION_SIGNATURE_TYPE_0_VALUES!r}"
    )
