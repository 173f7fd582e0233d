"""What the Cloud API's codes mean, in an answer as well as in a message's status that comes later.

https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes

`invalid` and `duplicate` concern one recipient: the others still get their message. Everything else ends a broadcast.
"""

from datetime import timedelta
from types import MappingProxyType

from services.publisher.networks.graph import Refusal, Table

_SCOPE = Refusal("reconnect", "scope_missing")
_LIMITED = Refusal("rate_limited", "rate_limited")
_SERVER_ERROR = Refusal("transient", "server_error")
_TEMPLATE = Refusal("invalid", "template_parameters_wrong")
_TEMPLATE_UNUSABLE = Refusal("invalid", "template_unusable")
_PARAMETER = Refusal("invalid", "parameter_invalid")

REFUSALS: Table = MappingProxyType(
    {
        (0, None): Refusal("reconnect", "token_refused"),
        (100, 33): Refusal("reconnect", "number_unknown"),
        (131005, None): _SCOPE,
        (80007, None): _LIMITED,
        (80008, None): _LIMITED,
        (130429, None): Refusal("rate_limited", "rate_limited", wait=timedelta(seconds=10)),
        (132069, None): _LIMITED,
        # One message in six seconds to the same person, after a burst.
        (131056, None): Refusal("rate_limited", "recipient_rate_limited", wait=timedelta(minutes=1)),
        (131048, None): Refusal("quota", "reported_as_spam"),
        # Meta holds back marketing for who gets much of it: another day may do, but the others need not wait for it.
        (131049, None): Refusal("invalid", "recipient_marketing_limit"),
        (131000, None): _SERVER_ERROR,
        (131016, None): _SERVER_ERROR,
        (131057, None): _SERVER_ERROR,
        (133004, None): _SERVER_ERROR,
        (131021, None): Refusal("invalid", "recipient_is_sender"),
        (131026, None): Refusal("invalid", "recipient_unreachable"),
        (131047, None): Refusal("invalid", "window_closed"),
        (131050, None): Refusal("invalid", "recipient_opted_out"),
        (131051, None): Refusal("invalid", "message_type_unsupported"),
        (130403, None): Refusal("invalid", "recipient_blocked"),
        (130472, None): Refusal("invalid", "recipient_in_experiment"),
        (131008, None): _PARAMETER,
        (131009, None): _PARAMETER,
        (135000, None): _PARAMETER,
        (131052, None): Refusal("invalid", "media_refused"),
        (131053, None): Refusal("invalid", "media_refused"),
        (132000, None): _TEMPLATE,
        (132005, None): _TEMPLATE,
        (132007, None): _TEMPLATE,
        (132012, None): _TEMPLATE,
        (132018, None): _TEMPLATE,
        (132001, None): Refusal("invalid", "template_unknown"),
        (132015, None): _TEMPLATE_UNUSABLE,
        (132016, None): _TEMPLATE_UNUSABLE,
        (368, None): Refusal("restricted", "account_blocked"),
        (131031, None): Refusal("restricted", "account_blocked"),
        (131037, None): Refusal("restricted", "display_name_unapproved"),
        (131042, None): Refusal("restricted", "payment_missing"),
        (131045, None): Refusal("restricted", "number_unregistered"),
        (133010, None): Refusal("restricted", "number_unregistered"),
    }
)
