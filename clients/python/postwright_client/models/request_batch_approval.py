from typing import Literal

RequestBatchApproval = Literal["auto", "required"]

REQUEST_BATCH_APPROVAL_VALUES: set[RequestBatchApproval] = {
    "auto",
    "required",
}


def check_request_batch_approval(value: str) -> RequestBatchApproval:
    if value in REQUEST_BATCH_APPROVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REQUEST_BATCH_APPROVAL_VALUES!r}")
