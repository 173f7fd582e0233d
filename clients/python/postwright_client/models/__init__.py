"""Contains all the data models used in inputs/outputs"""

from .accepted import Accepted
from .account_metrics import AccountMetrics
from .account_metrics_metrics import AccountMetricsMetrics
from .account_metrics_series import AccountMetricsSeries
from .account_problem_view import AccountProblemView
from .account_problem_view_who_must_act import AccountProblemViewWhoMustAct
from .account_view import AccountView
from .account_view_state import AccountViewState
from .api import Api
from .api_key_changes import ApiKeyChanges
from .api_key_view import ApiKeyView
from .api_key_view_state import ApiKeyViewState
from .approval_rule_changes import ApprovalRuleChanges
from .approval_rule_view import ApprovalRuleView
from .approved import Approved
from .arrival import Arrival
from .attempt_list import AttemptList
from .attempt_view import AttemptView
from .attempt_view_answer import AttemptViewAnswer
from .attempt_view_error_class_type_0 import AttemptViewErrorClassType0
from .attempt_view_kind import AttemptViewKind
from .attempt_view_who_must_act_type_0 import AttemptViewWhoMustActType0
from .audit_entry_view import AuditEntryView
from .audit_entry_view_action import AuditEntryViewAction
from .audit_entry_view_after_type_0 import AuditEntryViewAfterType0
from .audit_entry_view_before_type_0 import AuditEntryViewBeforeType0
from .avoided_word import AvoidedWord
from .batch_item import BatchItem
from .batch_item_state import BatchItemState
from .batch_row_problem_view import BatchRowProblemView
from .batch_row_view import BatchRowView
from .batch_row_view_state import BatchRowViewState
from .batch_summary import BatchSummary
from .batch_summary_counts import BatchSummaryCounts
from .batch_summary_source import BatchSummarySource
from .batch_summary_state import BatchSummaryState
from .batch_view import BatchView
from .batch_view_counts import BatchViewCounts
from .batch_view_source import BatchViewSource
from .batch_view_state import BatchViewState
from .brand_kit_changes import BrandKitChanges
from .brand_kit_changes_enforce_type_0 import BrandKitChangesEnforceType0
from .brand_kit_view import BrandKitView
from .brand_kit_view_enforce import BrandKitViewEnforce
from .brief import Brief
from .brief_approval import BriefApproval
from .brief_details import BriefDetails
from .brief_networks_item import BriefNetworksItem
from .bulk_change import BulkChange
from .bulk_result import BulkResult
from .bulk_results import BulkResults
from .callback_parameters import CallbackParameters
from .callback_parameters_parameters import CallbackParametersParameters
from .campaign_changes import CampaignChanges
from .campaign_changes_status_type_0 import CampaignChangesStatusType0
from .campaign_figures import CampaignFigures
from .campaign_figures_audience import CampaignFiguresAudience
from .campaign_figures_engagement import CampaignFiguresEngagement
from .campaign_view import CampaignView
from .campaign_view_status import CampaignViewStatus
from .cancel_item import CancelItem
from .capability import Capability
from .capability_sources import CapabilitySources
from .capability_supports_item import CapabilitySupportsItem
from .capability_visibilities_item import CapabilityVisibilitiesItem
from .changed import Changed
from .channels import Channels
from .choice_ids import ChoiceIds
from .choice_variable import ChoiceVariable
from .choice_view import ChoiceView
from .color_share import ColorShare
from .color_variable import ColorVariable
from .comment_changes import CommentChanges
from .comment_view import CommentView
from .commit import Commit
from .comparison_view import ComparisonView
from .compliance_view import ComplianceView
from .compliance_view_enforce import ComplianceViewEnforce
from .compliance_view_verdict import ComplianceViewVerdict
from .connecting import Connecting
from .connection_view import ConnectionView
from .connection_view_state import ConnectionViewState
from .content_item_summary import ContentItemSummary
from .content_item_summary_approval import ContentItemSummaryApproval
from .content_item_summary_origin import ContentItemSummaryOrigin
from .content_item_summary_state import ContentItemSummaryState
from .content_item_view import ContentItemView
from .content_item_view_approval import ContentItemViewApproval
from .content_item_view_origin import ContentItemViewOrigin
from .content_item_view_state import ContentItemViewState
from .content_request_view import ContentRequestView
from .content_request_view_approval import ContentRequestViewApproval
from .content_request_view_details import ContentRequestViewDetails
from .content_request_view_origin import ContentRequestViewOrigin
from .content_request_view_state import ContentRequestViewState
from .content_variant import ContentVariant
from .contrast_view import ContrastView
from .create_item import CreateItem
from .credential_field import CredentialField
from .credentials import Credentials
from .date_variable import DateVariable
from .day_figures_view import DayFiguresView
from .day_figures_view_audience import DayFiguresViewAudience
from .day_figures_view_engagement import DayFiguresViewEngagement
from .decision_view import DecisionView
from .decision_view_decision import DecisionViewDecision
from .delivery_detail import DeliveryDetail
from .delivery_detail_body import DeliveryDetailBody
from .delivery_detail_state import DeliveryDetailState
from .delivery_view import DeliveryView
from .delivery_view_state import DeliveryViewState
from .departure_view import DepartureView
from .draft_view import DraftView
from .duplicate import Duplicate
from .email_change import EmailChange
from .entry_view import EntryView
from .erasure_part_view import ErasurePartView
from .erasure_part_view_subject import ErasurePartViewSubject
from .erasure_view import ErasureView
from .erasure_view_state import ErasureViewState
from .event_preference import EventPreference
from .export_audit_action import ExportAuditAction
from .export_audit_format import ExportAuditFormat
from .export_batch_rows_state_item import ExportBatchRowsStateItem
from .export_file_view import ExportFileView
from .export_view import ExportView
from .export_view_state import ExportViewState
from .external_link_token import ExternalLinkToken
from .external_token import ExternalToken
from .field_change_view import FieldChangeView
from .figures_view import FiguresView
from .figures_view_audience import FiguresViewAudience
from .figures_view_engagement import FiguresViewEngagement
from .finding_view import FindingView
from .finding_view_severity import FindingViewSeverity
from .folder_move import FolderMove
from .folder_view import FolderView
from .forgotten import Forgotten
from .format_ import Format
from .format_kind import FormatKind
from .format_text import FormatText
from .get_media_thumbnail_size import GetMediaThumbnailSize
from .get_network_network import GetNetworkNetwork
from .going import Going
from .halt_view import HaltView
from .halt_view_scope import HaltViewScope
from .heir import Heir
from .identity_view import IdentityView
from .instant_schedule import InstantSchedule
from .invitation_token import InvitationToken
from .invitation_view import InvitationView
from .invitation_view_role import InvitationViewRole
from .invitation_view_state import InvitationViewState
from .item_changes_body import ItemChangesBody
from .item_changes_body_approval_type_0 import ItemChangesBodyApprovalType0
from .item_problem import ItemProblem
from .item_result import ItemResult
from .item_result_problem_type_0 import ItemResultProblemType0
from .items import Items
from .key_secret_view import KeySecretView
from .key_set_response_key_set import KeySetResponseKeySet
from .kit_checks import KitChecks
from .kit_color import KitColor
from .kit_color_role import KitColorRole
from .kit_font import KitFont
from .library_template_view import LibraryTemplateView
from .library_template_view_example import LibraryTemplateViewExample
from .limit import Limit
from .limit_view import LimitView
from .limit_view_limit import LimitViewLimit
from .link_arrival import LinkArrival
from .link_card import LinkCard
from .link_card_rules import LinkCardRules
from .link_going import LinkGoing
from .link_rule import LinkRule
from .link_token import LinkToken
from .link_view import LinkView
from .list_accounts_network import ListAccountsNetwork
from .list_accounts_state import ListAccountsState
from .list_audit_action import ListAuditAction
from .list_batch_rows_state_item import ListBatchRowsStateItem
from .list_batches_state_item import ListBatchesStateItem
from .list_campaigns_status import ListCampaignsStatus
from .list_content_items_network import ListContentItemsNetwork
from .list_content_items_state_item import ListContentItemsStateItem
from .list_deliveries_state import ListDeliveriesState
from .list_exports_state import ListExportsState
from .list_media_kind import ListMediaKind
from .list_media_sort import ListMediaSort
from .list_media_state import ListMediaState
from .list_media_uploads_state import ListMediaUploadsState
from .list_members_role import ListMembersRole
from .list_posts_network import ListPostsNetwork
from .list_posts_state_item import ListPostsStateItem
from .list_publications_network import ListPublicationsNetwork
from .list_publications_state_item import ListPublicationsStateItem
from .list_requests_network import ListRequestsNetwork
from .list_requests_state_item import ListRequestsStateItem
from .list_templates_kind import ListTemplatesKind
from .list_webhooks_state import ListWebhooksState
from .list_workflows_state_item import ListWorkflowsStateItem
from .live_event_view import LiveEventView
from .live_event_view_data import LiveEventViewData
from .local_schedule import LocalSchedule
from .made_by_view import MadeByView
from .many_marks import ManyMarks
from .marks import Marks
from .me import Me
from .me_role import MeRole
from .measured_account_view import MeasuredAccountView
from .measured_account_view_state import MeasuredAccountViewState
from .media_changes import MediaChanges
from .media_kind import MediaKind
from .media_kind_kind import MediaKindKind
from .media_links_view import MediaLinksView
from .media_links_view_thumbnails import MediaLinksViewThumbnails
from .media_object import MediaObject
from .media_rules import MediaRules
from .media_use_view import MediaUseView
from .media_variable import MediaVariable
from .media_view import MediaView
from .media_view_deleted_because_type_0 import MediaViewDeletedBecauseType0
from .media_view_state import MediaViewState
from .media_view_thumbnails import MediaViewThumbnails
from .member_view import MemberView
from .member_view_role import MemberViewRole
from .membership_view import MembershipView
from .membership_view_role import MembershipViewRole
from .mention_rule import MentionRule
from .message_template import MessageTemplate
from .metric_rules import MetricRules
from .move_item import MoveItem
from .moved_folder import MovedFolder
from .moving import Moving
from .network_comparison_view import NetworkComparisonView
from .network_comparison_view_change import NetworkComparisonViewChange
from .network_figures import NetworkFigures
from .network_figures_audience import NetworkFiguresAudience
from .network_figures_engagement import NetworkFiguresEngagement
from .network_share import NetworkShare
from .new_account import NewAccount
from .new_account_credentials import NewAccountCredentials
from .new_account_network import NewAccountNetwork
from .new_api_key import NewApiKey
from .new_api_key_scopes_item import NewApiKeyScopesItem
from .new_api_key_view import NewApiKeyView
from .new_api_key_view_state import NewApiKeyViewState
from .new_approval_rule import NewApprovalRule
from .new_brand_kit import NewBrandKit
from .new_brand_kit_enforce import NewBrandKitEnforce
from .new_campaign import NewCampaign
from .new_campaign_status import NewCampaignStatus
from .new_comment import NewComment
from .new_connection import NewConnection
from .new_connection_network import NewConnectionNetwork
from .new_content_item import NewContentItem
from .new_content_item_approval import NewContentItemApproval
from .new_content_item_origin import NewContentItemOrigin
from .new_decision import NewDecision
from .new_decision_decision import NewDecisionDecision
from .new_details import NewDetails
from .new_details_kind import NewDetailsKind
from .new_details_options import NewDetailsOptions
from .new_details_visibility_type_0 import NewDetailsVisibilityType0
from .new_draft import NewDraft
from .new_halt import NewHalt
from .new_halt_scope import NewHaltScope
from .new_invitation import NewInvitation
from .new_invitation_role import NewInvitationRole
from .new_item_post import NewItemPost
from .new_link_card import NewLinkCard
from .new_message_template import NewMessageTemplate
from .new_organization import NewOrganization
from .new_organization_approval import NewOrganizationApproval
from .new_password import NewPassword
from .new_poll import NewPoll
from .new_post_body import NewPostBody
from .new_project import NewProject
from .new_rendering import NewRendering
from .new_rendering_networks_type_0_item import NewRenderingNetworksType0Item
from .new_rendering_values import NewRenderingValues
from .new_step import NewStep
from .new_step_escalate_to_type_0 import NewStepEscalateToType0
from .new_step_on_time_out import NewStepOnTimeOut
from .new_step_roles_item import NewStepRolesItem
from .new_target import NewTarget
from .new_target_network_type_0 import NewTargetNetworkType0
from .new_text import NewText
from .new_thread_part import NewThreadPart
from .new_transform import NewTransform
from .new_transform_approval_type_0 import NewTransformApprovalType0
from .new_transform_networks_item import NewTransformNetworksItem
from .new_upload import NewUpload
from .new_user import NewUser
from .new_variant import NewVariant
from .new_variant_network import NewVariantNetwork
from .new_webhook import NewWebhook
from .new_webhook_signature import NewWebhookSignature
from .new_workflow import NewWorkflow
from .new_workflows import NewWorkflows
from .newcomer_body import NewcomerBody
from .no_schedule import NoSchedule
from .not_started import NotStarted
from .notification_view import NotificationView
from .notification_view_data import NotificationViewData
from .now_schedule import NowSchedule
from .number_variable import NumberVariable
from .offer_view import OfferView
from .offer_view_role import OfferViewRole
from .option import Option
from .organization_changes import OrganizationChanges
from .organization_changes_approval_type_0 import OrganizationChangesApprovalType0
from .organization_choice import OrganizationChoice
from .organization_erasure import OrganizationErasure
from .organization_view import OrganizationView
from .organization_view_approval import OrganizationViewApproval
from .overview_view import OverviewView
from .own_organization_view import OwnOrganizationView
from .own_organization_view_role import OwnOrganizationViewRole
from .pacing import Pacing
from .pacing_window import PacingWindow
from .pacing_window_kind_type_0 import PacingWindowKindType0
from .page_account_view import PageAccountView
from .page_api_key_view import PageApiKeyView
from .page_approval_rule_view import PageApprovalRuleView
from .page_audit_entry_view import PageAuditEntryView
from .page_batch_row_view import PageBatchRowView
from .page_batch_summary import PageBatchSummary
from .page_brand_kit_view import PageBrandKitView
from .page_campaign_view import PageCampaignView
from .page_capability import PageCapability
from .page_comment_view import PageCommentView
from .page_content_item_summary import PageContentItemSummary
from .page_content_request_view import PageContentRequestView
from .page_delivery_view import PageDeliveryView
from .page_export_view import PageExportView
from .page_folder_view import PageFolderView
from .page_halt_view import PageHaltView
from .page_identity_view import PageIdentityView
from .page_invitation_view import PageInvitationView
from .page_library_template_view import PageLibraryTemplateView
from .page_live_event_view import PageLiveEventView
from .page_media_use_view import PageMediaUseView
from .page_media_view import PageMediaView
from .page_member_view import PageMemberView
from .page_notification_view import PageNotificationView
from .page_own_organization_view import PageOwnOrganizationView
from .page_plan_view import PagePlanView
from .page_post_view import PagePostView
from .page_project_view import PageProjectView
from .page_provider_view import PageProviderView
from .page_publication_view import PagePublicationView
from .page_rehearsal_view import PageRehearsalView
from .page_sign_in_view import PageSignInView
from .page_tag_view import PageTagView
from .page_template_version_view import PageTemplateVersionView
from .page_template_view import PageTemplateView
from .page_upload_view import PageUploadView
from .page_version_summary import PageVersionSummary
from .page_webhook_view import PageWebhookView
from .page_workflow_view import PageWorkflowView
from .passport_request import PassportRequest
from .passport_version import PassportVersion
from .passport_version_origin import PassportVersionOrigin
from .passport_view import PassportView
from .password_change import PasswordChange
from .person_erasure import PersonErasure
from .personal_data import PersonalData
from .personal_data_tables import PersonalDataTables
from .personal_data_tables_additional_property_item import PersonalDataTablesAdditionalPropertyItem
from .picture_view import PictureView
from .piece_view import PieceView
from .piece_view_change import PieceViewChange
from .plan_choice import PlanChoice
from .plan_view import PlanView
from .plan_view_limits import PlanViewLimits
from .poll import Poll
from .poll_rules import PollRules
from .post_changes import PostChanges
from .post_details import PostDetails
from .post_details_kind import PostDetailsKind
from .post_details_options import PostDetailsOptions
from .post_details_visibility_type_0 import PostDetailsVisibilityType0
from .post_line import PostLine
from .post_line_approval import PostLineApproval
from .post_line_state import PostLineState
from .post_metrics import PostMetrics
from .post_metrics_metrics import PostMetricsMetrics
from .post_metrics_series import PostMetricsSeries
from .post_view import PostView
from .post_view_approval import PostViewApproval
from .post_view_state import PostViewState
from .poster_template import PosterTemplate
from .poster_view import PosterView
from .preference_changes import PreferenceChanges
from .preference_changes_events import PreferenceChangesEvents
from .preferences_view import PreferencesView
from .problem import Problem
from .problem_errors_item import ProblemErrorsItem
from .problem_view import ProblemView
from .profile_changes import ProfileChanges
from .progress import Progress
from .project_changes import ProjectChanges
from .project_view import ProjectView
from .provider_view import ProviderView
from .provider_view_kind import ProviderViewKind
from .publication_line import PublicationLine
from .publication_line_state import PublicationLineState
from .publication_metrics import PublicationMetrics
from .publication_metrics_metrics import PublicationMetricsMetrics
from .publication_problem_view import PublicationProblemView
from .publication_problem_view_error_class_type_0 import PublicationProblemViewErrorClassType0
from .publication_problem_view_who_must_act_type_0 import PublicationProblemViewWhoMustActType0
from .publication_view import PublicationView
from .publication_view_state import PublicationViewState
from .published_part import PublishedPart
from .published_part_role import PublishedPartRole
from .quiet_hours import QuietHours
from .quiet_hours_view import QuietHoursView
from .receipt import Receipt
from .recipient_rules import RecipientRules
from .recovery import Recovery
from .recovery_way import RecoveryWay
from .redelivered import Redelivered
from .redelivery import Redelivery
from .redelivery_only import RedeliveryOnly
from .refresh_request import RefreshRequest
from .rehearsal_view import RehearsalView
from .rehearsed_target import RehearsedTarget
from .rehearsed_target_error_class_type_0 import RehearsedTargetErrorClassType0
from .rehearsed_target_outcome import RehearsedTargetOutcome
from .rehearsed_target_who_must_act_type_0 import RehearsedTargetWhoMustActType0
from .rejected import Rejected
from .rendered_text_view import RenderedTextView
from .rendered_text_view_network import RenderedTextViewNetwork
from .rendering_view import RenderingView
from .request_batch_approval import RequestBatchApproval
from .request_batch_json_body import RequestBatchJsonBody
from .request_batch_json_body_approval import RequestBatchJsonBodyApproval
from .required_disclaimer import RequiredDisclaimer
from .required_disclaimer_networks_item import RequiredDisclaimerNetworksItem
from .resolution import Resolution
from .resolution_outcome import ResolutionOutcome
from .results import Results
from .retention_rule import RetentionRule
from .retention_view import RetentionView
from .retry import Retry
from .review import Review
from .role_change import RoleChange
from .role_change_role import RoleChangeRole
from .rotation import Rotation
from .row_problem_view import RowProblemView
from .schedule_view import ScheduleView
from .schedule_view_kind import ScheduleViewKind
from .secret_rotation import SecretRotation
from .secret_rotation_signature_type_0 import SecretRotationSignatureType0
from .service_report_view import ServiceReportView
from .service_report_view_rows import ServiceReportViewRows
from .shelving import Shelving
from .shelving_kind import ShelvingKind
from .sign_in_view import SignInView
from .signed_in_user import SignedInUser
from .source import Source
from .span import Span
from .started_item import StartedItem
from .started_items import StartedItems
from .step_view import StepView
from .step_view_on_time_out import StepViewOnTimeOut
from .tag_view import TagView
from .tagging import Tagging
from .target_change import TargetChange
from .target_change_network_type_0 import TargetChangeNetworkType0
from .target_problem_view import TargetProblemView
from .target_problem_view_error_class_type_0 import TargetProblemViewErrorClassType0
from .target_problem_view_who_must_act_type_0 import TargetProblemViewWhoMustActType0
from .target_view import TargetView
from .target_view_state import TargetViewState
from .template_batch_body import TemplateBatchBody
from .template_batch_body_approval_type_0 import TemplateBatchBodyApprovalType0
from .template_batch_body_networks_item import TemplateBatchBodyNetworksItem
from .template_batch_body_rows_item import TemplateBatchBodyRowsItem
from .template_changes import TemplateChanges
from .template_changes_kind_type_0 import TemplateChangesKindType0
from .template_changes_texts_type_0 import TemplateChangesTextsType0
from .template_definition import TemplateDefinition
from .template_definition_kind import TemplateDefinitionKind
from .template_definition_texts import TemplateDefinitionTexts
from .template_post_body import TemplatePostBody
from .template_post_body_networks_item import TemplatePostBodyNetworksItem
from .template_post_body_values import TemplatePostBodyValues
from .template_request_body import TemplateRequestBody
from .template_request_body_approval_type_0 import TemplateRequestBodyApprovalType0
from .template_request_body_networks_item import TemplateRequestBodyNetworksItem
from .template_request_body_values import TemplateRequestBodyValues
from .template_version_view import TemplateVersionView
from .template_view import TemplateView
from .text_limit import TextLimit
from .text_limit_unit import TextLimitUnit
from .text_problem_view import TextProblemView
from .text_rules import TextRules
from .text_variable import TextVariable
from .thread_part import ThreadPart
from .thread_rules import ThreadRules
from .thumbnail_view import ThumbnailView
from .ticket_view import TicketView
from .timeline_view import TimelineView
from .title_rules import TitleRules
from .title_rules_beside_item import TitleRulesBesideItem
from .tokens import Tokens
from .total import Total
from .transform_source import TransformSource
from .transform_source_network_type_0 import TransformSourceNetworkType0
from .unread import Unread
from .upload_detail import UploadDetail
from .upload_detail_state import UploadDetailState
from .upload_media_files_body import UploadMediaFilesBody
from .upload_part_view import UploadPartView
from .upload_problem import UploadProblem
from .upload_view import UploadView
from .upload_view_state import UploadViewState
from .url_variable import UrlVariable
from .usage_view import UsageView
from .user_share import UserShare
from .value_problem_view import ValueProblemView
from .variant_view import VariantView
from .version_summary import VersionSummary
from .version_summary_origin import VersionSummaryOrigin
from .version_view import VersionView
from .version_view_origin import VersionViewOrigin
from .webhook_attempt import WebhookAttempt
from .webhook_attempt_request_headers import WebhookAttemptRequestHeaders
from .webhook_attempt_response_headers import WebhookAttemptResponseHeaders
from .webhook_changes import WebhookChanges
from .webhook_enabling import WebhookEnabling
from .webhook_health import WebhookHealth
from .webhook_key import WebhookKey
from .webhook_key_signature import WebhookKeySignature
from .webhook_view import WebhookView
from .webhook_view_disabled_because_type_0 import WebhookViewDisabledBecauseType0
from .webhook_view_state import WebhookViewState
from .webhook_with_secret import WebhookWithSecret
from .webhook_with_secret_disabled_because_type_0 import WebhookWithSecretDisabledBecauseType0
from .webhook_with_secret_state import WebhookWithSecretState
from .wish_view import WishView
from .wish_view_action import WishViewAction
from .wish_view_state import WishViewState
from .wish_view_who_must_act_type_0 import WishViewWhoMustActType0
from .workflow_view import WorkflowView
from .workflow_view_state import WorkflowViewState

__all__ = (
    "Accepted",
    "AccountMetrics",
    "AccountMetricsMetrics",
    "AccountMetricsSeries",
    "AccountProblemView",
    "AccountProblemViewWhoMustAct",
    "AccountView",
    "AccountViewState",
    "Api",
    "ApiKeyChanges",
    "ApiKeyView",
    "ApiKeyViewState",
    "ApprovalRuleChanges",
    "ApprovalRuleView",
    "Approved",
    "Arrival",
    "AttemptList",
    "AttemptView",
    "AttemptViewAnswer",
    "AttemptViewErrorClassType0",
    "AttemptViewKind",
    "AttemptViewWhoMustActType0",
    "AuditEntryView",
    "AuditEntryViewAction",
    "AuditEntryViewAfterType0",
    "AuditEntryViewBeforeType0",
    "AvoidedWord",
    "BatchItem",
    "BatchItemState",
    "BatchRowProblemView",
    "BatchRowView",
    "BatchRowViewState",
    "BatchSummary",
    "BatchSummaryCounts",
    "BatchSummarySource",
    "BatchSummaryState",
    "BatchView",
    "BatchViewCounts",
    "BatchViewSource",
    "BatchViewState",
    "BrandKitChanges",
    "BrandKitChangesEnforceType0",
    "BrandKitView",
    "BrandKitViewEnforce",
    "Brief",
    "BriefApproval",
    "BriefDetails",
    "BriefNetworksItem",
    "BulkChange",
    "BulkResult",
    "BulkResults",
    "CallbackParameters",
    "CallbackParametersParameters",
    "CampaignChanges",
    "CampaignChangesStatusType0",
    "CampaignFigures",
    "CampaignFiguresAudience",
    "CampaignFiguresEngagement",
    "CampaignView",
    "CampaignViewStatus",
    "CancelItem",
    "Capability",
    "CapabilitySources",
    "CapabilitySupportsItem",
    "CapabilityVisibilitiesItem",
    "Changed",
    "Channels",
    "ChoiceIds",
    "ChoiceVariable",
    "ChoiceView",
    "ColorShare",
    "ColorVariable",
    "CommentChanges",
    "CommentView",
    "Commit",
    "ComparisonView",
    "ComplianceView",
    "ComplianceViewEnforce",
    "ComplianceViewVerdict",
    "Connecting",
    "ConnectionView",
    "ConnectionViewState",
    "ContentItemSummary",
    "ContentItemSummaryApproval",
    "ContentItemSummaryOrigin",
    "ContentItemSummaryState",
    "ContentItemView",
    "ContentItemViewApproval",
    "ContentItemViewOrigin",
    "ContentItemViewState",
    "ContentRequestView",
    "ContentRequestViewApproval",
    "ContentRequestViewDetails",
    "ContentRequestViewOrigin",
    "ContentRequestViewState",
    "ContentVariant",
    "ContrastView",
    "CreateItem",
    "CredentialField",
    "Credentials",
    "DateVariable",
    "DayFiguresView",
    "DayFiguresViewAudience",
    "DayFiguresViewEngagement",
    "DecisionView",
    "DecisionViewDecision",
    "DeliveryDetail",
    "DeliveryDetailBody",
    "DeliveryDetailState",
    "DeliveryView",
    "DeliveryViewState",
    "DepartureView",
    "DraftView",
    "Duplicate",
    "EmailChange",
    "EntryView",
    "ErasurePartView",
    "ErasurePartViewSubject",
    "ErasureView",
    "ErasureViewState",
    "EventPreference",
    "ExportAuditAction",
    "ExportAuditFormat",
    "ExportBatchRowsStateItem",
    "ExportFileView",
    "ExportView",
    "ExportViewState",
    "ExternalLinkToken",
    "ExternalToken",
    "FieldChangeView",
    "FiguresView",
    "FiguresViewAudience",
    "FiguresViewEngagement",
    "FindingView",
    "FindingViewSeverity",
    "FolderMove",
    "FolderView",
    "Forgotten",
    "Format",
    "FormatKind",
    "FormatText",
    "GetMediaThumbnailSize",
    "GetNetworkNetwork",
    "Going",
    "HaltView",
    "HaltViewScope",
    "Heir",
    "IdentityView",
    "InstantSchedule",
    "InvitationToken",
    "InvitationView",
    "InvitationViewRole",
    "InvitationViewState",
    "ItemChangesBody",
    "ItemChangesBodyApprovalType0",
    "ItemProblem",
    "ItemResult",
    "ItemResultProblemType0",
    "Items",
    "KeySecretView",
    "KeySetResponseKeySet",
    "KitChecks",
    "KitColor",
    "KitColorRole",
    "KitFont",
    "LibraryTemplateView",
    "LibraryTemplateViewExample",
    "Limit",
    "LimitView",
    "LimitViewLimit",
    "LinkArrival",
    "LinkCard",
    "LinkCardRules",
    "LinkGoing",
    "LinkRule",
    "LinkToken",
    "LinkView",
    "ListAccountsNetwork",
    "ListAccountsState",
    "ListAuditAction",
    "ListBatchesStateItem",
    "ListBatchRowsStateItem",
    "ListCampaignsStatus",
    "ListContentItemsNetwork",
    "ListContentItemsStateItem",
    "ListDeliveriesState",
    "ListExportsState",
    "ListMediaKind",
    "ListMediaSort",
    "ListMediaState",
    "ListMediaUploadsState",
    "ListMembersRole",
    "ListPostsNetwork",
    "ListPostsStateItem",
    "ListPublicationsNetwork",
    "ListPublicationsStateItem",
    "ListRequestsNetwork",
    "ListRequestsStateItem",
    "ListTemplatesKind",
    "ListWebhooksState",
    "ListWorkflowsStateItem",
    "LiveEventView",
    "LiveEventViewData",
    "LocalSchedule",
    "MadeByView",
    "ManyMarks",
    "Marks",
    "Me",
    "MeasuredAccountView",
    "MeasuredAccountViewState",
    "MediaChanges",
    "MediaKind",
    "MediaKindKind",
    "MediaLinksView",
    "MediaLinksViewThumbnails",
    "MediaObject",
    "MediaRules",
    "MediaUseView",
    "MediaVariable",
    "MediaView",
    "MediaViewDeletedBecauseType0",
    "MediaViewState",
    "MediaViewThumbnails",
    "MembershipView",
    "MembershipViewRole",
    "MemberView",
    "MemberViewRole",
    "MentionRule",
    "MeRole",
    "MessageTemplate",
    "MetricRules",
    "MovedFolder",
    "MoveItem",
    "Moving",
    "NetworkComparisonView",
    "NetworkComparisonViewChange",
    "NetworkFigures",
    "NetworkFiguresAudience",
    "NetworkFiguresEngagement",
    "NetworkShare",
    "NewAccount",
    "NewAccountCredentials",
    "NewAccountNetwork",
    "NewApiKey",
    "NewApiKeyScopesItem",
    "NewApiKeyView",
    "NewApiKeyViewState",
    "NewApprovalRule",
    "NewBrandKit",
    "NewBrandKitEnforce",
    "NewCampaign",
    "NewCampaignStatus",
    "NewcomerBody",
    "NewComment",
    "NewConnection",
    "NewConnectionNetwork",
    "NewContentItem",
    "NewContentItemApproval",
    "NewContentItemOrigin",
    "NewDecision",
    "NewDecisionDecision",
    "NewDetails",
    "NewDetailsKind",
    "NewDetailsOptions",
    "NewDetailsVisibilityType0",
    "NewDraft",
    "NewHalt",
    "NewHaltScope",
    "NewInvitation",
    "NewInvitationRole",
    "NewItemPost",
    "NewLinkCard",
    "NewMessageTemplate",
    "NewOrganization",
    "NewOrganizationApproval",
    "NewPassword",
    "NewPoll",
    "NewPostBody",
    "NewProject",
    "NewRendering",
    "NewRenderingNetworksType0Item",
    "NewRenderingValues",
    "NewStep",
    "NewStepEscalateToType0",
    "NewStepOnTimeOut",
    "NewStepRolesItem",
    "NewTarget",
    "NewTargetNetworkType0",
    "NewText",
    "NewThreadPart",
    "NewTransform",
    "NewTransformApprovalType0",
    "NewTransformNetworksItem",
    "NewUpload",
    "NewUser",
    "NewVariant",
    "NewVariantNetwork",
    "NewWebhook",
    "NewWebhookSignature",
    "NewWorkflow",
    "NewWorkflows",
    "NoSchedule",
    "NotificationView",
    "NotificationViewData",
    "NotStarted",
    "NowSchedule",
    "NumberVariable",
    "OfferView",
    "OfferViewRole",
    "Option",
    "OrganizationChanges",
    "OrganizationChangesApprovalType0",
    "OrganizationChoice",
    "OrganizationErasure",
    "OrganizationView",
    "OrganizationViewApproval",
    "OverviewView",
    "OwnOrganizationView",
    "OwnOrganizationViewRole",
    "Pacing",
    "PacingWindow",
    "PacingWindowKindType0",
    "PageAccountView",
    "PageApiKeyView",
    "PageApprovalRuleView",
    "PageAuditEntryView",
    "PageBatchRowView",
    "PageBatchSummary",
    "PageBrandKitView",
    "PageCampaignView",
    "PageCapability",
    "PageCommentView",
    "PageContentItemSummary",
    "PageContentRequestView",
    "PageDeliveryView",
    "PageExportView",
    "PageFolderView",
    "PageHaltView",
    "PageIdentityView",
    "PageInvitationView",
    "PageLibraryTemplateView",
    "PageLiveEventView",
    "PageMediaUseView",
    "PageMediaView",
    "PageMemberView",
    "PageNotificationView",
    "PageOwnOrganizationView",
    "PagePlanView",
    "PagePostView",
    "PageProjectView",
    "PageProviderView",
    "PagePublicationView",
    "PageRehearsalView",
    "PageSignInView",
    "PageTagView",
    "PageTemplateVersionView",
    "PageTemplateView",
    "PageUploadView",
    "PageVersionSummary",
    "PageWebhookView",
    "PageWorkflowView",
    "PassportRequest",
    "PassportVersion",
    "PassportVersionOrigin",
    "PassportView",
    "PasswordChange",
    "PersonalData",
    "PersonalDataTables",
    "PersonalDataTablesAdditionalPropertyItem",
    "PersonErasure",
    "PictureView",
    "PieceView",
    "PieceViewChange",
    "PlanChoice",
    "PlanView",
    "PlanViewLimits",
    "Poll",
    "PollRules",
    "PostChanges",
    "PostDetails",
    "PostDetailsKind",
    "PostDetailsOptions",
    "PostDetailsVisibilityType0",
    "PosterTemplate",
    "PosterView",
    "PostLine",
    "PostLineApproval",
    "PostLineState",
    "PostMetrics",
    "PostMetricsMetrics",
    "PostMetricsSeries",
    "PostView",
    "PostViewApproval",
    "PostViewState",
    "PreferenceChanges",
    "PreferenceChangesEvents",
    "PreferencesView",
    "Problem",
    "ProblemErrorsItem",
    "ProblemView",
    "ProfileChanges",
    "Progress",
    "ProjectChanges",
    "ProjectView",
    "ProviderView",
    "ProviderViewKind",
    "PublicationLine",
    "PublicationLineState",
    "PublicationMetrics",
    "PublicationMetricsMetrics",
    "PublicationProblemView",
    "PublicationProblemViewErrorClassType0",
    "PublicationProblemViewWhoMustActType0",
    "PublicationView",
    "PublicationViewState",
    "PublishedPart",
    "PublishedPartRole",
    "QuietHours",
    "QuietHoursView",
    "Receipt",
    "RecipientRules",
    "Recovery",
    "RecoveryWay",
    "Redelivered",
    "Redelivery",
    "RedeliveryOnly",
    "RefreshRequest",
    "RehearsalView",
    "RehearsedTarget",
    "RehearsedTargetErrorClassType0",
    "RehearsedTargetOutcome",
    "RehearsedTargetWhoMustActType0",
    "Rejected",
    "RenderedTextView",
    "RenderedTextViewNetwork",
    "RenderingView",
    "RequestBatchApproval",
    "RequestBatchJsonBody",
    "RequestBatchJsonBodyApproval",
    "RequiredDisclaimer",
    "RequiredDisclaimerNetworksItem",
    "Resolution",
    "ResolutionOutcome",
    "Results",
    "RetentionRule",
    "RetentionView",
    "Retry",
    "Review",
    "RoleChange",
    "RoleChangeRole",
    "Rotation",
    "RowProblemView",
    "ScheduleView",
    "ScheduleViewKind",
    "SecretRotation",
    "SecretRotationSignatureType0",
    "ServiceReportView",
    "ServiceReportViewRows",
    "Shelving",
    "ShelvingKind",
    "SignedInUser",
    "SignInView",
    "Source",
    "Span",
    "StartedItem",
    "StartedItems",
    "StepView",
    "StepViewOnTimeOut",
    "Tagging",
    "TagView",
    "TargetChange",
    "TargetChangeNetworkType0",
    "TargetProblemView",
    "TargetProblemViewErrorClassType0",
    "TargetProblemViewWhoMustActType0",
    "TargetView",
    "TargetViewState",
    "TemplateBatchBody",
    "TemplateBatchBodyApprovalType0",
    "TemplateBatchBodyNetworksItem",
    "TemplateBatchBodyRowsItem",
    "TemplateChanges",
    "TemplateChangesKindType0",
    "TemplateChangesTextsType0",
    "TemplateDefinition",
    "TemplateDefinitionKind",
    "TemplateDefinitionTexts",
    "TemplatePostBody",
    "TemplatePostBodyNetworksItem",
    "TemplatePostBodyValues",
    "TemplateRequestBody",
    "TemplateRequestBodyApprovalType0",
    "TemplateRequestBodyNetworksItem",
    "TemplateRequestBodyValues",
    "TemplateVersionView",
    "TemplateView",
    "TextLimit",
    "TextLimitUnit",
    "TextProblemView",
    "TextRules",
    "TextVariable",
    "ThreadPart",
    "ThreadRules",
    "ThumbnailView",
    "TicketView",
    "TimelineView",
    "TitleRules",
    "TitleRulesBesideItem",
    "Tokens",
    "Total",
    "TransformSource",
    "TransformSourceNetworkType0",
    "Unread",
    "UploadDetail",
    "UploadDetailState",
    "UploadMediaFilesBody",
    "UploadPartView",
    "UploadProblem",
    "UploadView",
    "UploadViewState",
    "UrlVariable",
    "UsageView",
    "UserShare",
    "ValueProblemView",
    "VariantView",
    "VersionSummary",
    "VersionSummaryOrigin",
    "VersionView",
    "VersionViewOrigin",
    "WebhookAttempt",
    "WebhookAttemptRequestHeaders",
    "WebhookAttemptResponseHeaders",
    "WebhookChanges",
    "WebhookEnabling",
    "WebhookHealth",
    "WebhookKey",
    "WebhookKeySignature",
    "WebhookView",
    "WebhookViewDisabledBecauseType0",
    "WebhookViewState",
    "WebhookWithSecret",
    "WebhookWithSecretDisabledBecauseType0",
    "WebhookWithSecretState",
    "WishView",
    "WishViewAction",
    "WishViewState",
    "WishViewWhoMustActType0",
    "WorkflowView",
    "WorkflowViewState",
)
