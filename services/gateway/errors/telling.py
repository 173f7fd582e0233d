"""Live updates and webhooks."""

from services.gateway.errors.request import ClientError, ConflictError


class InvalidTicketError(ClientError):
    """For a stream: asked for with a ticket that can't be used (any more)."""

    status = 401
    code = "stream.ticket_invalid"
    title = "The ticket can't be used"


class TooManyStreamsError(ClientError):
    """This replica watches for as many clients as it may, altogether or of one organisation."""

    status = 503
    code = "stream.full"
    title = "Too many clients watch already"


class TooManyWebhooksError(ConflictError):
    code = "webhook.too_many"
    title = "The organisation has as many webhooks as it may"


class TooManySecretsError(ConflictError):
    code = "webhook.too_many_secrets"
    title = "Too many secrets overlap"
