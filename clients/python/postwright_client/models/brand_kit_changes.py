from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.brand_kit_changes_enforce_type_0 import (
    BrandKitChangesEnforceType0,
    check_brand_kit_changes_enforce_type_0,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.avoided_word import AvoidedWord
    from ..models.kit_checks import KitChecks
    from ..models.kit_color import KitColor
    from ..models.kit_font import KitFont
    from ..models.required_disclaimer import RequiredDisclaimer


T = TypeVar("T", bound="BrandKitChanges")


@_attrs_define
class BrandKitChanges:
    """Fields to change; those left out stay as they are."""

    name: None | str | Unset = UNSET
    is_default: bool | None | Unset = UNSET
    colors: list[KitColor] | None | Unset = UNSET
    fonts: list[KitFont] | None | Unset = UNSET
    logos: list[UUID] | None | Unset = UNSET
    voice: None | str | Unset = UNSET
    tones: list[str] | None | Unset = UNSET
    words_to_use: list[str] | None | Unset = UNSET
    words_to_avoid: list[AvoidedWord] | None | Unset = UNSET
    disclaimers: list[RequiredDisclaimer] | None | Unset = UNSET
    hashtags: list[str] | None | Unset = UNSET
    checks: KitChecks | None | Unset = UNSET
    """ All of them: one left out is as in a new kit. """
    enforce: BrandKitChangesEnforceType0 | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.kit_checks import KitChecks  # noqa: PLC0415

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        is_default: bool | None | Unset
        if isinstance(self.is_default, Unset):
            is_default = UNSET
        else:
            is_default = self.is_default

        colors: list[dict[str, Any]] | None | Unset
        if isinstance(self.colors, Unset):
            colors = UNSET
        elif isinstance(self.colors, list):
            colors = []
            for colors_type_0_item_data in self.colors:
                colors_type_0_item = colors_type_0_item_data.to_dict()
                colors.append(colors_type_0_item)

        else:
            colors = self.colors

        fonts: list[dict[str, Any]] | None | Unset
        if isinstance(self.fonts, Unset):
            fonts = UNSET
        elif isinstance(self.fonts, list):
            fonts = []
            for fonts_type_0_item_data in self.fonts:
                fonts_type_0_item = fonts_type_0_item_data.to_dict()
                fonts.append(fonts_type_0_item)

        else:
            fonts = self.fonts

        logos: list[str] | None | Unset
        if isinstance(self.logos, Unset):
            logos = UNSET
        elif isinstance(self.logos, list):
            logos = []
            for logos_type_0_item_data in self.logos:
                logos_type_0_item = str(logos_type_0_item_data)
                logos.append(logos_type_0_item)

        else:
            logos = self.logos

        voice: None | str | Unset
        if isinstance(self.voice, Unset):
            voice = UNSET
        else:
            voice = self.voice

        tones: list[str] | None | Unset
        if isinstance(self.tones, Unset):
            tones = UNSET
        elif isinstance(self.tones, list):
            tones = self.tones

        else:
            tones = self.tones

        words_to_use: list[str] | None | Unset
        if isinstance(self.words_to_use, Unset):
            words_to_use = UNSET
        elif isinstance(self.words_to_use, list):
            words_to_use = self.words_to_use

        else:
            words_to_use = self.words_to_use

        words_to_avoid: list[dict[str, Any]] | None | Unset
        if isinstance(self.words_to_avoid, Unset):
            words_to_avoid = UNSET
        elif isinstance(self.words_to_avoid, list):
            words_to_avoid = []
            for words_to_avoid_type_0_item_data in self.words_to_avoid:
                words_to_avoid_type_0_item = words_to_avoid_type_0_item_data.to_dict()
                words_to_avoid.append(words_to_avoid_type_0_item)

        else:
            words_to_avoid = self.words_to_avoid

        disclaimers: list[dict[str, Any]] | None | Unset
        if isinstance(self.disclaimers, Unset):
            disclaimers = UNSET
        elif isinstance(self.disclaimers, list):
            disclaimers = []
            for disclaimers_type_0_item_data in self.disclaimers:
                disclaimers_type_0_item = disclaimers_type_0_item_data.to_dict()
                disclaimers.append(disclaimers_type_0_item)

        else:
            disclaimers = self.disclaimers

        hashtags: list[str] | None | Unset
        if isinstance(self.hashtags, Unset):
            hashtags = UNSET
        elif isinstance(self.hashtags, list):
            hashtags = self.hashtags

        else:
            hashtags = self.hashtags

        checks: dict[str, Any] | None | Unset
        if isinstance(self.checks, Unset):
            checks = UNSET
        elif isinstance(self.checks, KitChecks):
            checks = self.checks.to_dict()
        else:
            checks = self.checks

        enforce: None | str | Unset
        if isinstance(self.enforce, Unset):
            enforce = UNSET
        elif isinstance(self.enforce, str):
            enforce = self.enforce
        else:
            enforce = self.enforce

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if is_default is not UNSET:
            field_dict["is_default"] = is_default
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
        from ..models.kit_checks import KitChecks  # noqa: PLC0415
        from ..models.kit_color import KitColor  # noqa: PLC0415
        from ..models.kit_font import KitFont  # noqa: PLC0415
        from ..models.required_disclaimer import RequiredDisclaimer  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_is_default(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_default = _parse_is_default(d.pop("is_default", UNSET))

        def _parse_colors(data: object) -> list[KitColor] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                colors_type_0 = []
                _colors_type_0 = data
                for colors_type_0_item_data in _colors_type_0:
                    colors_type_0_item = KitColor.from_dict(colors_type_0_item_data)

                    colors_type_0.append(colors_type_0_item)

                return colors_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[KitColor] | None | Unset, data)

        colors = _parse_colors(d.pop("colors", UNSET))

        def _parse_fonts(data: object) -> list[KitFont] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                fonts_type_0 = []
                _fonts_type_0 = data
                for fonts_type_0_item_data in _fonts_type_0:
                    fonts_type_0_item = KitFont.from_dict(fonts_type_0_item_data)

                    fonts_type_0.append(fonts_type_0_item)

                return fonts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[KitFont] | None | Unset, data)

        fonts = _parse_fonts(d.pop("fonts", UNSET))

        def _parse_logos(data: object) -> list[UUID] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                logos_type_0 = []
                _logos_type_0 = data
                for logos_type_0_item_data in _logos_type_0:
                    logos_type_0_item = UUID(logos_type_0_item_data)

                    logos_type_0.append(logos_type_0_item)

                return logos_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UUID] | None | Unset, data)

        logos = _parse_logos(d.pop("logos", UNSET))

        def _parse_voice(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        voice = _parse_voice(d.pop("voice", UNSET))

        def _parse_tones(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tones_type_0 = cast(list[str], data)

                return tones_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tones = _parse_tones(d.pop("tones", UNSET))

        def _parse_words_to_use(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                words_to_use_type_0 = cast(list[str], data)

                return words_to_use_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        words_to_use = _parse_words_to_use(d.pop("words_to_use", UNSET))

        def _parse_words_to_avoid(data: object) -> list[AvoidedWord] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                words_to_avoid_type_0 = []
                _words_to_avoid_type_0 = data
                for words_to_avoid_type_0_item_data in _words_to_avoid_type_0:
                    words_to_avoid_type_0_item = AvoidedWord.from_dict(words_to_avoid_type_0_item_data)

                    words_to_avoid_type_0.append(words_to_avoid_type_0_item)

                return words_to_avoid_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[AvoidedWord] | None | Unset, data)

        words_to_avoid = _parse_words_to_avoid(d.pop("words_to_avoid", UNSET))

        def _parse_disclaimers(data: object) -> list[RequiredDisclaimer] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                disclaimers_type_0 = []
                _disclaimers_type_0 = data
                for disclaimers_type_0_item_data in _disclaimers_type_0:
                    disclaimers_type_0_item = RequiredDisclaimer.from_dict(disclaimers_type_0_item_data)

                    disclaimers_type_0.append(disclaimers_type_0_item)

                return disclaimers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[RequiredDisclaimer] | None | Unset, data)

        disclaimers = _parse_disclaimers(d.pop("disclaimers", UNSET))

        def _parse_hashtags(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                hashtags_type_0 = cast(list[str], data)

                return hashtags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        hashtags = _parse_hashtags(d.pop("hashtags", UNSET))

        def _parse_checks(data: object) -> KitChecks | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                checks_type_0 = KitChecks.from_dict(data)

                return checks_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KitChecks | None | Unset, data)

        checks = _parse_checks(d.pop("checks", UNSET))

        def _parse_enforce(data: object) -> BrandKitChangesEnforceType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                enforce_type_0 = check_brand_kit_changes_enforce_type_0(data)

                return enforce_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BrandKitChangesEnforceType0 | None | Unset, data)

        enforce = _parse_enforce(d.pop("enforce", UNSET))

        brand_kit_changes = cls(
            name=name,
            is_default=is_default,
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

        return brand_kit_changes
