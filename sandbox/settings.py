"""What can be changed while the sandbox runs; kept over a restart."""

from pydantic import BaseModel, ConfigDict, Field

from sandbox.store import Store


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rate_limits: bool = True
    latency_ms: int = Field(default=0, ge=0, le=600_000)
    clock_offset_seconds: float = 0.0
    """Added to the real time, so that expiries and windows can be passed without waiting."""
    x_access_token_seconds: int = Field(default=7200, ge=0)
    x_refresh_token_grace_seconds: float = Field(default=0.0, ge=0)
    """How long a refresh token that was used is taken once more, as some networks do for clients that lost the answer."""
    x_video_processing_seconds: float = Field(default=1.0, ge=0)
    x_duplicate_window_seconds: int = Field(default=43_200, ge=0)
    """How long the same text of an account is refused; X does not tell its own window."""
    x_premium: bool = True
    """Whether accounts pay for Premium, which editing needs."""
    x_listing_lag_seconds: float = Field(default=0.0, ge=0)
    """How long a new post stays out of listings, as on a real, eventually consistent network."""
    bluesky_access_token_seconds: int = Field(default=7200, ge=0)
    bluesky_refresh_token_seconds: int = Field(default=90 * 86_400, ge=0)
    bluesky_video_processing_seconds: float = Field(default=1.0, ge=0)
    mastodon_characters: int = Field(default=500, ge=1)
    """The longest status; each instance has its own limit."""
    mastodon_media_processing_seconds: float = Field(default=0.0, ge=0)
    """Above 0, an upload is answered with 202 and is ready that many seconds later."""
    youtube_access_token_seconds: int = Field(default=3600, ge=0)
    youtube_processing_seconds: float = Field(default=1.0, ge=0)
    youtube_processing_failure: str = ""
    """Why the next videos can't be processed, in YouTube's word, such as codec; empty when they can."""
    youtube_channel_uploads_a_day: int = Field(default=50, ge=0)
    """YouTube does not tell its own number."""
    youtube_analytics_lag_seconds: float = Field(default=2 * 86_400, ge=0)
    youtube_listing_lag_seconds: float = Field(default=0.0, ge=0)
    linkedin_access_token_seconds: int = Field(default=60 * 86_400, ge=0)
    linkedin_refresh_tokens: bool = False
    """Whether applications get refresh tokens, as approved partners do."""
    linkedin_processing_seconds: float = Field(default=1.0, ge=0)
    """Until a video can be posted."""
    linkedin_duplicate_window_seconds: int = Field(default=3600, ge=0)
    """How long the same post of an account is refused; LinkedIn does not tell its own window."""
    linkedin_listing_lag_seconds: float = Field(default=0.0, ge=0)
    linkedin_daily_posts: int = Field(default=150, ge=1)
    facebook_video_processing_seconds: float = Field(default=1.0, ge=0)
    facebook_duplicate_window_seconds: int = Field(default=43_200, ge=0)
    """How long the same post twice in a row is refused; Facebook does not tell its own window."""
    facebook_listing_lag_seconds: float = Field(default=0.0, ge=0)
    instagram_processing_seconds: float = Field(default=1.0, ge=0)
    instagram_posts_a_day: int = Field(default=100, ge=0)
    """Instagram's pages name other numbers as well; each account is told its own."""
    instagram_token_seconds: int = Field(default=60 * 86_400, ge=0)
    instagram_listing_lag_seconds: float = Field(default=0.0, ge=0)
    threads_processing_seconds: float = Field(default=1.0, ge=0)
    threads_posts_a_day: int = Field(default=250, ge=0)
    threads_replies_a_day: int = Field(default=1000, ge=0)
    threads_token_seconds: int = Field(default=60 * 86_400, ge=0)
    threads_listing_lag_seconds: float = Field(default=0.0, ge=0)
    discord_nonce_seconds: int = Field(default=180, ge=0)
    """How long a bot's nonce gives back its first message; Discord says a few minutes."""
    tiktok_access_token_seconds: int = Field(default=86_400, ge=0)
    tiktok_processing_seconds: float = Field(default=1.0, ge=0)
    tiktok_moderation_seconds: float = Field(default=1.0, ge=0)
    """After processing, until a public post has an address."""
    tiktok_processing_failure: str = ""
    """Why the next posts fail, as a fail_reason; empty when they do not."""
    tiktok_privacy_level_options: str = "PUBLIC_TO_EVERYONE,MUTUAL_FOLLOW_FRIENDS,SELF_ONLY"
    """What creator_info offers, by commas; a private account has FOLLOWER_OF_CREATOR in place of the first."""
    tiktok_comments_disabled: bool = False
    tiktok_longest_video_seconds: int = Field(default=600, ge=1)
    tiktok_audited: bool = True
    """Whether the application may post for others than its creator."""
    tiktok_posts_a_day: int = Field(default=15, ge=0)
    tiktok_verified_url_prefix: str = ""
    """Where photos may be pulled from."""
    pinterest_access_token_seconds: int = Field(default=30 * 86_400, ge=0)
    pinterest_rotates: bool = True
    """Whether renewing ends the refresh token that was used."""
    pinterest_processing_seconds: float = Field(default=1.0, ge=0)
    """Until a video can be put into a pin."""
    pinterest_listing_lag_seconds: float = Field(default=0.0, ge=0)
    openai_token_delay_ms: int = Field(default=0, ge=0, le=10_000)


class SettingsKeeper:
    def __init__(self, store: Store) -> None:
        self._store = store
        row = store.one("SELECT document FROM settings")
        self.current = Settings.model_validate_json(row["document"]) if row else Settings()

    def change(self, changes: dict[str, object]) -> Settings:
        """Apply some fields; raises pydantic's ValidationError on an unknown or wrong one."""
        changed = Settings.model_validate({**self.current.model_dump(), **changes})
        self._store.execute(
            "INSERT INTO settings (one, document) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET document = excluded.document",
            changed.model_dump_json(),
        )
        self.current = changed
        return changed
