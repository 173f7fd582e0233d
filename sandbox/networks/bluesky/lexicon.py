"""app.bsky.feed.post as its lexicon defines it; refusals carry the reference server's words."""

import re
from datetime import datetime
from typing import Any

from sandbox import rules
from sandbox.networks.bluesky.dialect import invalid_request

DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,20})?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"(i|[a-z]{2,3})(-[A-Za-z0-9]{1,8})*")
DID = re.compile(r"did:[a-z]+:[\w.:%-]*[\w.-]")
AT_URI = re.compile(r"at://[\w.:%-]+/[\w.-]+/[\w.~:-]+")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
CID = re.compile(r"(baf|Qm)[A-Za-z0-9]{40,}")


class Node:
    """A value in a record with its place in it, for words like `Record/facets/0/index must be an object`."""

    def __init__(self, value: Any, path: str = "Record") -> None:
        self.value = value
        self.path = path

    def wrong(self, words: str) -> Exception:
        return invalid_request(f"Invalid app.bsky.feed.post record: {self.path} {words}")

    def has(self, name: str) -> bool:
        return self.object().get(name) is not None

    def object(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.wrong("must be an object")
        return self.value

    def at(self, name: str) -> "Node":
        if not self.has(name):
            raise self.wrong(f'must have the property "{name}"')
        return Node(self.value[name], f"{self.path}/{name}")

    def items(self, most: int | None = None) -> list["Node"]:
        if not isinstance(self.value, list):
            raise self.wrong("must be an array")
        if most is not None and len(self.value) > most:
            raise self.wrong(f"must not have more than {most} elements")
        return [Node(item, f"{self.path}/{index}") for index, item in enumerate(self.value)]

    def text(self, *, graphemes: int | None = None, size: int | None = None) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("must be a string")
        if size is not None and len(self.value.encode()) > size:
            raise self.wrong(f"must not be longer than {size} characters")
        if graphemes is not None and rules.graphemes(self.value) > graphemes:
            raise self.wrong(f"must not be longer than {graphemes} graphemes")
        return self.value

    def matching(self, pattern: re.Pattern[str], what: str) -> str:
        if not pattern.fullmatch(self.text()):
            raise self.wrong(f"must be a valid {what}")
        return str(self.value)

    def integer(self, least: int) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("must be an integer")
        if self.value < least:
            raise self.wrong(f"can not be less than {least}")
        return self.value

    def kind(self) -> str:
        """The $type of a union's member, which is always needed."""
        kind = self.object().get("$type")
        if not isinstance(kind, str):
            raise self.wrong('must be an object which includes the "$type" property')
        return kind.removesuffix("#main")


def check_post(record: Any) -> None:
    """Raises the server's refusal when the record is no valid app.bsky.feed.post."""
    post = Node(record)
    text = post.at("text").text(
        graphemes=rules.text_limit("bluesky", "graphemes"), size=rules.text_limit("bluesky", "bytes")
    )
    _check_datetime(post.at("createdAt"))
    if post.has("facets"):
        for facet in post.at("facets").items():
            _check_facet(facet, text.encode())
    _check_company(post)
    if post.has("embed"):
        check_embed(post.at("embed"))


def _check_company(post: Node) -> None:
    """Its languages and tags, what it answers to and how it is labelled."""
    limits = rules.BLUESKY
    for language in post.at("langs").items(limits.languages) if post.has("langs") else ():
        if not LANGUAGE.fullmatch(language.text()):
            raise language.wrong("must be a well-formed BCP 47 language tag")
    for tag in post.at("tags").items(limits.tags) if post.has("tags") else ():
        tag.text(graphemes=limits.tag_graphemes, size=640)
    if post.has("reply"):
        for end in ("root", "parent"):
            _check_strong_ref(post.at("reply").at(end))
    if post.has("labels") and post.at("labels").kind() == "com.atproto.label.defs#selfLabels":
        for label in post.at("labels").at("values").items(10):
            label.at("val").text(size=128)


def check_embed(embed: Node) -> None:
    match embed.kind():
        case "app.bsky.embed.images":
            for image in embed.at("images").items(rules.BLUESKY.grid_images):
                _check_image(image)
        case "app.bsky.embed.gallery":
            _check_gallery(embed)
        case "app.bsky.embed.video":
            _check_video(embed)
        case "app.bsky.embed.external":
            _check_card(embed.at("external"))
        case "app.bsky.embed.record":
            _check_strong_ref(embed.at("record"))
        case "app.bsky.embed.recordWithMedia":
            _check_strong_ref(embed.at("record").at("record"))
            check_embed(embed.at("media"))


def _check_image(image: Node) -> None:
    _check_blob(image.at("image"))
    image.at("alt").text()
    _check_ratio(image)


def _check_gallery(embed: Node) -> None:
    for image in embed.at("items").items(rules.BLUESKY.gallery_images):
        if image.kind() == "app.bsky.embed.gallery#image":
            _check_image(image)
            image.at("aspectRatio")


def _check_card(card: Node) -> None:
    card.at("uri").matching(URI, "uri")
    for name in ("title", "description"):
        Node(card.object().get(name), f"{card.path}/{name}").text()
    if card.has("thumb"):
        _check_blob(card.at("thumb"))


def _check_video(embed: Node) -> None:
    _check_blob(embed.at("video"))
    _check_ratio(embed)
    if embed.has("alt"):
        embed.at("alt").text(graphemes=1000, size=10_000)
    for caption in embed.at("captions").items(20) if embed.has("captions") else ():
        _check_blob(caption.at("file"))
        if not LANGUAGE.fullmatch(caption.at("lang").text()):
            raise caption.wrong("must be a well-formed BCP 47 language tag")


def _check_datetime(node: Node) -> None:
    text = node.text()
    try:
        valid = DATETIME.fullmatch(text) is not None and not text.endswith("-00:00")
        datetime.fromisoformat(text)
    except ValueError:
        valid = False
    if not valid:
        raise node.wrong("must be an valid atproto datetime (both RFC-3339 and ISO-8601)")


def _check_facet(facet: Node, text: bytes) -> None:
    index = facet.at("index")
    start, end = index.at("byteStart").integer(0), index.at("byteEnd").integer(0)
    if not start < end <= len(text):
        raise index.wrong(f"must lie within the {len(text)} bytes of the text")
    if any(place < len(text) and text[place] & 0xC0 == 0x80 for place in (start, end)):
        raise index.wrong("must lie on character boundaries of the UTF-8 text")
    for feature in facet.at("features").items():
        match feature.kind():
            case "app.bsky.richtext.facet#link":
                feature.at("uri").matching(URI, "uri")
            case "app.bsky.richtext.facet#mention":
                feature.at("did").matching(DID, "did")
            case "app.bsky.richtext.facet#tag":
                feature.at("tag").text(graphemes=rules.BLUESKY.tag_graphemes, size=640)


def _check_strong_ref(node: Node) -> None:
    node.at("uri").matching(AT_URI, "at-uri")
    node.at("cid").matching(CID, "cid")


def _check_ratio(node: Node) -> None:
    if node.has("aspectRatio"):
        for side in ("width", "height"):
            node.at("aspectRatio").at(side).integer(1)


def _check_blob(node: Node) -> None:
    blob = node.object()
    reference = blob.get("ref")
    whole = (
        blob.get("$type") == "blob"
        and isinstance(reference, dict)
        and CID.fullmatch(str(reference.get("$link", "")))
        and isinstance(blob.get("mimeType"), str)
        and isinstance(blob.get("size"), int)
    )
    if not whole:
        raise node.wrong("should be a blob ref")
