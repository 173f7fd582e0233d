from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.brand_kit_view_enforce import BrandKitViewEnforce, check_brand_kit_view_enforce
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.avoided_word import AvoidedWord
    from ..models.contrast_view import ContrastView
    from ..models.kit_checks import KitChecks
    from ..models.kit_color import KitColor
    from ..models.kit_font import KitFont
    from ..models.required_disclaimer import RequiredDisclaimer


T = TypeVar("T", bound="BrandKitView")


@_attrs_define
class BrandKitView:
    """A brand kit."""

    brand_kit_id: UUID
    name: str
    is_default: bool
    contrasts: list[ContrastView]
    revision: int
    """ What the ETag says. """
    created_at: datetime.datetime
    updated_at: datetime.datetime
    archived_at: datetime.datetime | None
    colors: list[KitColor] | Unset = UNSET
    fonts: list[KitFont] | Unset = UNSET
    logos: list[UUID] | Unset = UNSET
    """ Media of the organisation. """
    voice: str | Unset = ""
    """ How the brand speaks, for whoever writes. """
    tones: list[str] | Unset = UNSET
    """ The first is taken where a request names none. """
    words_to_use: list[str] | Unset = UNSET
    words_to_avoid: list[AvoidedWord] | Unset = UNSET
    disclaimers: list[RequiredDisclaimer] | Unset = UNSET
    hashtags: list[str] | Unset = UNSET
    """ Every post holds them. """
    checks: KitChecks | Unset = UNSET
    """ What is counted; what is null is not looked at. """
    enforce: BrandKitViewEnforce | Unset = "warn"
    """ block: what breaks a rule waits for a person instead of being planned. warn: it is only reported. """

    def to_dict(self) -> dict[str, Any]:
        brand_kit_id = str(self.brand_kit_id)

        name = self.name

        is_default = self.is_default

        contrasts = []
        for contrasts_item_data in self.contrasts:
            contrasts_item = contrasts_item_data.to_dict()
            contrasts.append(contrasts_item)

        revision = self.revision

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        archived_at: None | str
        if isinstance(self.archived_at, datetime.datetime):
            archived_at = self.archived_at.isoformat()
        else:
            archived_at = self.archived_at

        colors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.colors, Unset):
            colors = []
            for colors_item_data in self.colors:
                colors_item = colors_item_data.to_dict()
                colors.append(colors_item)

        fonts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.fonts, Unset):
            fonts = []
            for fonts_item_data in self.fonts:
                fonts_item = fonts_item_data.to_dict()
                fonts.append(fonts_item)

        logos: list[str] | Unset = UNSET
        if not isinstance(self.logos, Unset):
            logos = []
            for logos_item_data in self.logos:
                logos_item = str(logos_item_data)
                logos.append(logos_item)

        voice = self.voice

        tones: list[str] | Unset = UNSET
        if not isinstance(self.tones, Unset):
            tones = self.tones

        words_to_use: list[str] | Unset = UNSET
        if not isinstance(self.words_to_use, Unset):
            words_to_use = self.words_to_use

        words_to_avoid: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.words_to_avoid, Unset):
            words_to_avoid = []
            for words_to_avoid_item_data in self.words_to_avoid:
                words_to_avoid_item = words_to_avoid_item_data.to_dict()
                words_to_avoid.append(words_to_avoid_item)

        disclaimers: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.disclaimers, Unset):
            disclaimers = []
            for disclaimers_item_data in self.disclaimers:
                disclaimers_item = disclaimers_item_data.to_dict()
                disclaimers.append(disclaimers_item)

        hashtags: list[str] | Unset = UNSET
        if not isinstance(self.hashtags, Unset):
            hashtags = self.hashtags

        checks: dict[str, Any] | Unset = UNSET
        if not isinstance(self.checks, Unset):
            checks = self.checks.to_dict()

        enforce: str | Unset = UNSET
        if not isinstance(self.enforce, Unset):
            enforce = self.enforce

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "brand_kit_id": brand_kit_id,
                "name": name,
                "is_default": is_default,
                "contrasts": contrasts,
                "revision": revision,
                "created_at": created_at,
                "updated_at": updated_at,
                "archived_at": archived_at,
            }
        )
        if colors is not UNSET:
            field_dict["colors"] = colors
        if fonts is not UNSET:
            field_dict["fonts"] = fonts
        if logos is not UNSET:
            field_dict["logos"] = logos
        if voice is not UNSET:
            field_dict["voice"] = voice
        if tones is not UNSET:
            field_dict["tones"] = tones
        if words_to_use is not UNSET:
            field_dict["words_to_use"] = words_to_use
        if words_to_avoid is not UNSET:
            field_dict["words_to_avoid"] = words_to_avoid
        if disclaimers is not UNSET:
            field_dict["disclaimers"] = disclaimers
        if hashtags is not UNSET:
            field_dict["hashtags"] = hashtags
        if checks is not UNSET:
            field_dict["checks"] = checks
        if enforce is not UNSET:
            field_dict["enforce"] = enforce

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.avoided_word import AvoidedWord  # noqa: PLC0415
        from ..models.contrast_view import ContrastView  # noqa: PLC0415
        from ..models.kit_checks import KitChecks  # noqa: PLC0415
        from ..models.kit_color import KitColor  # noqa: PLC0415
        from ..models.kit_font import KitFont  # noqa: PLC0415
        from ..models.required_disclaimer import RequiredDisclaimer  # noqa: PLC0415

        d = dict(src_dict)
        brand_kit_id = UUID(d.pop("brand_kit_id"))

        name = d.pop("name")

        is_default = d.pop("is_default")

        contrasts = []
        _contrasts = d.pop("contrasts")
        for contrasts_item_data in _contrasts:
            contrasts_item = ContrastView.from_dict(contrasts_item_data)

            contrasts.append(contrasts_item)

        revision = d.pop("revision")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_archived_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                archived_at_type_0 = datetime.datetime.fromisoformat(data)

                return archived_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        archived_at = _parse_archived_at(d.pop("archived_at"))

        _colors = d.pop("colors", UNSET)
        colors: list[KitColor] | Unset = UNSET
        if _colors is not UNSET:
            colors = []
            for colors_item_data in _colors:
                colors_item = KitColor.from_dict(colors_item_data)

                colors.append(colors_item)

        _fonts = d.pop("fonts", UNSET)
        fonts: list[KitFont] | Unset = UNSET
        if _fonts is not UNSET:
            fonts = []
            for fonts_item_data in _fonts:
                fonts_item = KitFont.from_dict(fonts_item_data)

                fonts.append(fonts_item)

        _logos = d.pop("logos", UNSET)
        logos: list[UUID] | Unset = UNSET
        if _logos is not UNSET:
            logos = []
            for logos_item_data in _logos:
                logos_item = UUID(logos_item_data)

                logos.append(logos_item)

        voice = d.pop("voice", UNSET)

        tones = cast(list[str], d.pop("tones", UNSET))

        words_to_use = cast(list[str], d.pop("words_to_use", UNSET))

        _words_to_avoid = d.pop("words_to_avoid", UNSET)
        words_to_avoid: list[AvoidedWord] | Unset = UNSET
        if _words_to_avoid is not UNSET:
            words_to_avoid = []
            for words_to_avoid_item_data in _words_to_avoid:
                words_to_avoid_item = AvoidedWord.from_dict(words_to_avoid_item_data)

                words_to_avoid.append(words_to_avoid_item)

        _disclaimers = d.pop("disclaimers", UNSET)
        disclaimers: list[RequiredDisclaimer] | Unset = UNSET
        if _disclaimers is not UNSET:
            disclaimers = []
            for disclaimers_item_data in _disclaimers:
                disclaimers_item = RequiredDisclaimer.from_dict(disclaimers_item_data)

                disclaimers.append(disclaimers_item)

        hashtags = cast(list[str], d.pop("hashtags", UNSET))

        _checks = d.pop("checks", UNSET)
        checks: KitChecks | Unset
        if isinstance(_checks, Unset):
            checks = UNSET
        else:
            checks = KitChecks.from_dict(_checks)

        _enforce = d.pop("enforce", UNSET)
        enforce: BrandKitViewEnforce | Unset
        if isinstance(_enforce, Unset):
            enforce = UNSET
        else:
            enforce = check_brand_kit_view_enforce(_enforce)

        brand_kit_view = cls(
            brand_kit_id=brand_kit_id,
            name=name,
            is_default=is_default,
            contrasts=contrasts,
            revision=revision,
            created_at=created_at,
            updated_at=updated_at,
            archived_at=archived_at,
            colors=colors,
            fonts=fonts,
            logos=logos,
            voice=voice,
            tones=tones,
            words_to_use=words_to_use,
            words_to_avoid=words_to_avoid,
            disclaimers=disclaimers,
            hashtags=hashtags,
            checks=checks,
            enforce=enforce,
        )

        return brand_kit_view
