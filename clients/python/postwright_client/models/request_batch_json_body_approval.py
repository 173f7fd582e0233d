from typing import Literal

RequestBatchJsonBodyApproval = Literal["auto", "required"]

REQUEST_BATCH_JSON_BODY_APPROVAL_VALUES: set[RequestBatchJsonBodyApproval] = {
    "auto",
    "required",
}


def check_request_batch_json_body_approval(value: str) -> RequestBatchJsonBodyApproval:
    if value in REQUEST_BATCH_JSON_BODY_APPROVAL_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {REQUEST_BATCH_JSON_BODY_APPROVAL_VALUES!r}"
    )
