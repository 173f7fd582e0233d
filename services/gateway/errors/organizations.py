"""Organisations, their members, and how they end."""

from collections.abc import Sequence

from services.gateway.errors.request import ClientError, ConflictError, LimitReachedError


class OrganizationDeletedError(ClientError):
    status = 403
    code = "organization.deleted"
    title = "The organisation is deleted"


class SoleOwnerError(ConflictError):
    code = "organization.sole_owner"
    title = "An organisation would be left without an owner"

    @classmethod
    def of(cls, names: Sequence[str]) -> "SoleOwnerError":
        return cls(
            f"You are the only owner of {', '.join(names)}, and others are members there."
            " Make somebody else an owner, or erase the organisation first."
        )


class LastOwnerError(ConflictError):
    """An organisation always has somebody who owns it."""

    code = "member.last_owner"
    title = "The last owner can't go"


class AlreadyMemberError(ConflictError):
    code = "member.exists"
    title = "They are a member already"


class InvitationExistsError(ConflictError):
    code = "invitation.exists"
    title = "They are invited already"


class InvitationNotOpenError(ConflictError):
    """Accepted, revoked, run out, or never made: whoever holds a token that is not open is not told which."""

    code = "invitation.not_open"
    title = "The invitation can't be used"


class InvitationForAnotherError(ConflictError):
    code = "invitation.for_another"
    title = "The invitation is for another address"


class TooManyInvitationsError(LimitReachedError):
    """Nobody floods strangers with mail in our name, whoever holds an organisation or a key of it."""

    code = "invitation.too_many"
    title = "No more invitations are sent for now"


class ErasureNotConfirmedError(ClientError):
    status = 422
    code = "erasure.not_confirmed"
    title = "The erasure is not confirmed"
