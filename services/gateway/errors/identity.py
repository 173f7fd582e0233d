"""Who somebody is, and whether they may."""

from services.gateway.errors.request import ClientError, ConflictError


class NotSignedInError(ClientError):
    status = 401
    code = "auth.required"
    title = "A valid access token is needed"


class InvalidTokenError(ClientError):
    status = 401
    code = "auth.token_invalid"
    title = "The access token is not valid"


class ApiKeyError(InvalidTokenError):
    """The API key is not one of ours, or works no more."""

    code = "auth.api_key_invalid"
    title = "The API key is not valid"


class WrongCredentialsError(ClientError):
    status = 401
    code = "auth.wrong_credentials"
    title = "Wrong name or password"


class ExternalTokenError(ClientError):
    """What a provider of identities gave is not good here."""

    status = 401
    code = "auth.external_token_invalid"
    title = "The provider does not vouch for this"


class ExternalStateError(ClientError):
    """Somebody came back from a provider who did not go there."""

    status = 403
    code = "auth.external_state_mismatch"
    title = "This answer belongs to another sign-in"


class ProviderUnavailableError(ClientError):
    status = 503
    code = "auth.provider_unavailable"
    title = "The identity provider can't be asked now"


class WrongPasswordError(ClientError):
    """Of somebody who is signed in, and stays so."""

    status = 403
    code = "auth.wrong_password"
    title = "Wrong password"


class EmailNotVerifiedError(ClientError):
    status = 403
    code = "user.email_not_verified"
    title = "The e-mail address is not verified"


class RefreshTokenError(ClientError):
    """The refresh token is not one of ours."""

    status = 401
    code = "auth.refresh_token_invalid"
    title = "The refresh token is not valid"


class RefreshTokenExpiredError(RefreshTokenError):
    code = "auth.refresh_token_expired"
    title = "The refresh token has expired"


class RefreshTokenReusedError(RefreshTokenError):
    code = "auth.refresh_token_reused"
    title = "The refresh token was used before"


class SessionRevokedError(RefreshTokenError):
    code = "auth.session_ended"
    title = "The session has ended"


class ForbiddenError(ClientError):
    """The caller's role or key does not allow the operation, whatever it is asked of."""

    status = 403
    code = "auth.forbidden"
    title = "Not allowed"


class EmailTakenError(ConflictError):
    code = "user.email_taken"
    title = "The e-mail address is taken"


class UsernameTakenError(ConflictError):
    code = "user.username_taken"
    title = "The username is taken"


class LinkError(ConflictError):
    """Used, replaced, run out, or never sent: whoever holds one that does not work is not told which."""

    code = "auth.link_invalid"
    title = "The link can't be used"


class AccountExistsError(ConflictError):
    """An address alone signs nobody in to an account that is there."""

    code = "auth.account_exists"
    title = "There is an account with this address"


class ExternalEmailNeededError(ConflictError):
    code = "auth.external_email_needed"
    title = "The provider gives no verified address"


class IdentityTakenError(ConflictError):
    code = "auth.identity_taken"
    title = "Somebody else signs in that way"


class LastWayInError(ConflictError):
    code = "auth.last_way_in"
    title = "It is the last way to sign in"


class NoPasswordError(ConflictError):
    code = "auth.no_password"
    title = "There is no password"


class ApiKeyEndedError(ConflictError):
    code = "api_key.ended"
    title = "The API key has ended"
