"""What YouTube's and Google's refusals mean.

https://developers.google.com/youtube/v3/docs/errors
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import httpx

from services.publisher.domain.failures import Failure, failure
from services.publisher.networks.calling import retry_at, words_of
from services.publisher.networks.refusals import body_of
from shared.events import ErrorClass, WhoMustAct

UPLOAD_GONE = "youtube.upload_gone"
VIDEO_GONE = "youtube.video_gone"
_PACIFIC = ZoneInfo("America/Los_Angeles")

# Not marked as verified in the facts: forbidden, insufficientPermissions, quotaExceeded, dailyLimitExceeded.
_BY_REASON: Mapping[str, tuple[ErrorClass, str]] = MappingProxyType(
    {
        "authError": ("auth_expired", "youtube.token_expired"),
        "required": ("auth_expired", "youtube.token_missing"),
        "insufficientPermissions": ("reconnect", "youtube.scope_missing"),
        "forbidden": ("reconnect", "youtube.not_authorized"),
        "youtubeSignupRequired": ("reconnect", "youtube.channel_missing"),
        "channelNotFound": ("reconnect", "youtube.channel_missing"),
        "authenticatedUserAccountClosed": ("restricted", "youtube.account_closed"),
        "authenticatedUserAccountSuspended": ("restricted", "youtube.account_suspended"),
        "accountClosed": ("restricted", "youtube.account_closed"),
        "accountSuspended": ("restricted", "youtube.account_suspended"),
        "channelClosed": ("restricted", "youtube.account_closed"),
        "channelSuspended": ("restricted", "youtube.account_suspended"),
        "accessNotConfigured": ("restricted", "youtube.api_switched_off"),
        "quotaExceeded": ("quota", "youtube.quota_used_up"),
        "dailyLimitExceeded": ("quota", "youtube.quota_used_up"),
        "uploadLimitExceeded": ("quota", "youtube.channel_limit_reached"),
        "rateLimitExceeded": ("rate_limited", "youtube.rate_limited"),
        "userRateLimitExceeded": ("rate_limited", "youtube.rate_limited"),
        "uploadRateLimitExceeded": ("rate_limited", "youtube.rate_limited"),
        "invalidTitle": ("invalid", "youtube.title_refused"),
        "invalidDescription": ("invalid", "youtube.description_refused"),
        "invalidTags": ("invalid", "youtube.tags_refused"),
        "invalidCategoryId": ("invalid", "youtube.category_refused"),
        "invalidPublishAt": ("invalid", "youtube.publish_time_refused"),
        "invalidVideoMetadata": ("invalid", "youtube.metadata_refused"),
        "invalidFilename": ("invalid", "youtube.metadata_refused"),
        "defaultLanguageNotSet": ("invalid", "youtube.metadata_refused"),
        "mediaBodyRequired": ("invalid", "youtube.video_missing"),
        "badContent": ("invalid", "youtube.media_type_refused"),
        "uploadTooLarge": ("invalid", "youtube.media_too_large"),
        "invalidImage": ("invalid", "youtube.thumbnail_refused"),
        "imageFormatUnsupported": ("invalid", "youtube.thumbnail_refused"),
        "imageTooTall": ("invalid", "youtube.thumbnail_refused"),
        "imageTooWide": ("invalid", "youtube.thumbnail_refused"),
        "videoNotFound": ("invalid", VIDEO_GONE),
        "commentNotFound": ("invalid", "youtube.comment_gone"),
        "playlistNotFound": ("transient", "youtube.uploads_not_listed"),
        "commentsDisabled": ("invalid", "youtube.comments_disabled"),
        "commentTextRequired": ("invalid", "youtube.comment_refused"),
        "commentTextTooLong": ("invalid", "youtube.comment_too_long"),
        "invalidCommentThreadMetadata": ("invalid", "youtube.comment_refused"),
        "invalidCommentMetadata": ("invalid", "youtube.comment_refused"),
        "ineligibleAccount": ("restricted", "youtube.comments_not_allowed"),
        "processingFailure": ("transient", "youtube.processing_failure"),
        "badRequest": ("invalid", "youtube.request_invalid"),
        "parseError": ("invalid", "youtube.request_invalid"),
        "invalidParameter": ("invalid", "youtube.request_invalid"),
        "missingRequiredParameter": ("invalid", "youtube.request_invalid"),
    }
)
# Of a project, not of a channel.
_FOR_THE_OPERATOR = frozenset({"youtube.quota_used_up", "youtube.api_switched_off"})

_OF_TOKENS: Mapping[str, tuple[ErrorClass, str, WhoMustAct]] = MappingProxyType(
    {
        "invalid_grant": ("reconnect", "youtube.consent_ended", "account_owner"),
        "access_denied": ("reconnect", "youtube.consent_denied", "account_owner"),
        "invalid_client": ("restricted", "youtube.app_refused", "operator"),
        "unauthorized_client": ("restricted", "youtube.app_refused", "operator"),
        "redirect_uri_mismatch": ("restricted", "youtube.app_refused", "operator"),
        "admin_policy_enforced": ("restricted", "youtube.app_blocked", "account_owner"),
        "invalid_request": ("reconnect", "youtube.consent_refused", "account_owner"),
    }
)

# Why an uploaded video never becomes visible: status.failureReason and status.rejectionReason.
_OF_VIDEOS: Mapping[str, tuple[ErrorClass, str]] = MappingProxyType(
    {
        "codec": ("invalid", "youtube.codec_refused"),
        "conversion": ("invalid", "youtube.processing_failed"),
        "emptyFile": ("invalid", "youtube.video_empty"),
        "invalidFile": ("invalid", "youtube.video_unreadable"),
        "tooSmall": ("invalid", "youtube.video_too_small"),
        "uploadAborted": ("invalid", "youtube.upload_aborted"),
        "duplicate": ("duplicate", "youtube.duplicate"),
        "length": ("invalid", "youtube.video_too_long"),
        "claim": ("invalid", "youtube.claimed"),
        "copyright": ("invalid", "youtube.copyright"),
        "trademark": ("invalid", "youtube.trademark"),
        "inappropriate": ("invalid", "youtube.inappropriate"),
        "legal": ("invalid", "youtube.legal"),
        "termsOfUse": ("invalid", "youtube.terms_of_use"),
        "uploaderAccountClosed": ("restricted", "youtube.account_closed"),
        "uploaderAccountSuspended": ("restricted", "youtube.account_suspended"),
    }
)


def explain(answer: httpx.Response) -> Failure:
    """The failure behind an answer of 400 to 499."""
    words, reason = _words(answer), reason_of(answer)
    error_class, code = _BY_REASON.get(reason) or _by_status(answer.status_code)
    who: WhoMustAct | None = "operator" if code in _FOR_THE_OPERATOR else None
    return failure(
        error_class, code, words, who_must_act=who, retry_at=_again_at(answer, error_class, reason)
    )


def explain_upload(answer: httpx.Response) -> Failure:
    """As `explain`, of an upload's own address: one that is not known any more must be asked for anew."""
    if answer.status_code in {404, 410}:
        return failure("transient", UPLOAD_GONE, _words(answer), prepare_again=True)
    return explain(answer)


def explain_token_refusal(answer: httpx.Response) -> Failure:
    """The failure behind a refused exchange or renewal (RFC 6749, 5.2)."""
    if answer.status_code == 429:
        return failure("rate_limited", "youtube.rate_limited", words_of(answer), retry_at=retry_at(answer))
    return token_failure(str(body_of(answer).get("error", "")), words_of(answer))


def token_failure(code: str, words: str) -> Failure:
    """What one of OAuth's error codes means."""
    error_class, ours, who = _OF_TOKENS.get(code) or ("reconnect", "youtube.unclassified", "account_owner")
    return failure(error_class, ours, f"{code}: {words}", who_must_act=who)


def video_failure(reason: str) -> Failure:
    """Why an uploaded video failed or was rejected."""
    error_class, code = _OF_VIDEOS.get(reason, ("invalid", "youtube.unclassified"))
    return failure(error_class, code, f"YouTube could not make the video visible: {reason or 'no reason'}")


def reason_of(answer: httpx.Response) -> str:
    """Google's word for a refusal; empty where there is none."""
    try:
        return str(body_of(answer)["error"]["errors"][0]["reason"])
    except (KeyError, IndexError, TypeError):
        return ""


def midnight_pacific(now: datetime) -> datetime:
    """When quotas begin anew."""
    day = now.astimezone(_PACIFIC).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=_PACIFIC).astimezone(UTC)


def _again_at(answer: httpx.Response, error_class: ErrorClass, reason: str) -> datetime | None:
    now = datetime.now(UTC)
    if error_class == "rate_limited":
        return retry_at(answer)
    if error_class == "quota":
        return now + timedelta(days=1) if reason == "uploadLimitExceeded" else midnight_pacific(now)
    return None


def _by_status(status: int) -> tuple[ErrorClass, str]:
    if status == 401:
        return "auth_expired", "youtube.token_expired"
    if status == 429:
        return "rate_limited", "youtube.rate_limited"
    if status == 413:
        return "invalid", "youtube.media_too_large"
    return "invalid", "youtube.unclassified"


def _words(answer: httpx.Response) -> str:
    error = body_of(answer).get("error")
    message = error.get("message") if isinstance(error, dict) else None
    return str(message) if message else words_of(answer)
