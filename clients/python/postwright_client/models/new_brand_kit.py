from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.new_brand_kit_enforce import NewBrandKitEnforce, check_new_brand_kit_enforce
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.avoided_word import AvoidedWord
    from ..models.kit_checks import KitChecks
    from ..models.kit_color import KitColor
    from ..models.kit_font import KitFont
    from ..models.required_disclaimer import RequiredDisclaimer


T = TypeVar("T", bound="NewBrandKit")


@_attrs_define
class NewBrandKit:
    """A brand kit to be made."""

    name: str
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
    enforce: NewBrandKitEnforce | Unset = "warn"
    """ block: what breaks a rule waits for a person instead of being planned. warn: it is only reported. """
    is_default: bool | Unset = False
    """ It holds where neither a request nor its campaign names another kit. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

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

        is_default = self.is_default

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
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
        if is_default is not UNSET:
            field_dict["is_default"] = is_default

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.avoided_word import AvoidedWord  # noqa: PLC0415
        from ..models.kit_checks import KitChecks  # noqa: PLC0415
        from ..models.kit_color import KitColor  # noqa: PLC0415
        from ..models.kit_font import KitFont  # noqa: PLC0415
        from ..models.required_disclaimer import RequiredDisclaimer  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

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
        enforce: NewBrandKitEnforce | Unset
        if isinstance(_enforce, Unset):
            enforce = UNSET
        else:
            enforce = check_new_brand_kit_enforce(_enforce)

        is_default = d.pop("is_default", UNSET)

        new_brand_kit = cls(
            name=name,
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
            is_default=is_default,
        )

        return new_brand_kit
