"""Readable copy made from a prompt's own words."""

import random
import re
from collections import Counter

LABELLED = re.compile(r"^[\s\-*#>]*([A-Za-z][A-Za-z _-]{1,30}?)\s*[:=]\s*(.+?)\s*$", re.MULTILINE)
WORD = re.compile(r"[^\W\d_][\w'’-]{2,}")  # noqa: RUF001  # people do write the typographic apostrophe
LIMIT = re.compile(r"(\d{2,4})\s*(?:characters|graphemes|chars)", re.IGNORECASE)
EVERYDAY = frozenset(
    """
a about above all also and any are as at audience be been but by call can caption characters copy could do each
for from get give has hashtag hashtags have her his how if in into is it its json language latin let like limit
made make many may mention more most must network no none not of on one only or our out page post posts return
schema she should short so social some such than that the their them then there these they this those to tone
topic under use user was we were what when where which who will with without words would write writer writing you
your brand brief text following reply friendly bluesky mastodon twitter emoji assistant system step never
""".split()  # noqa: SIM905  # a paragraph of words is easier to keep than a list
)
OPENINGS = (
    "{topic}: it starts here.",
    "Good news from {brand}: {topic}.",
    "{topic}, the {brand} way.",
    "Have you heard? {topic}.",
    "Today at {brand}: {topic}.",
    "We have been waiting to tell you about this. {topic}.",
    "Here is something for {audience}: {topic}.",
)
MIDDLES = (
    "Made with care, with {word} and {other} in mind.",
    "Think {word}, think {other}, and leave the rest to us.",
    "{audience} asked for {word}; we listened.",
    "A little more {word}, a little less fuss.",
    "It is all about {word}, {other} and a good day.",
    "From {word} to {other}, every detail counts.",
)
CALLS = (
    "Come and see for yourself.",
    "Find out more today.",
    "Join us and tell a friend.",
    "Have a look before it is gone.",
    "Stop by and say hello.",
    "Tell us what you think.",
)


class Writer:
    """Knows what a prompt is about and writes about it; `chance` picks the wording."""

    def __init__(self, prompt: str, chance: random.Random) -> None:
        self._chance = chance
        self._facts = {label.strip().lower(): value for label, value in LABELLED.findall(prompt)}
        words = [word for word in WORD.findall(prompt) if word.lower() not in EVERYDAY]
        self._words = [word for word, _ in Counter(words).most_common(12)] or ["ideas", "people", "time"]
        self._limit = min((int(number) for number in LIMIT.findall(prompt)), default=None)

    def _fact(self, *names: str, default: str) -> str:
        found = next((self._facts[name] for name in names if name in self._facts), default)
        return found.strip(" .\"'")[:120]

    def _sentence(self, patterns: tuple[str, ...]) -> str:
        word, other = (
            (self._chance.sample(self._words, 2) * 2)[:2] if len(self._words) > 1 else self._words * 2
        )
        text = self._chance.choice(patterns).format(
            topic=self._fact("topic", "subject", "brief", "title", default=" ".join(self._words[:3])),
            brand=self._fact("brand", "company", "name", default=self._words[0]),
            audience=self._fact("audience", "for", "readers", default="you"),
            word=word,
            other=other,
        )
        return text[0].upper() + text[1:]

    def headline(self) -> str:
        return self._sentence(OPENINGS).rstrip(".")

    def paragraph(self) -> str:
        return f"{self._sentence(OPENINGS)} {self._sentence(MIDDLES)}"

    def call_to_action(self) -> str:
        return self._chance.choice(CALLS)

    def tags(self, count: int) -> list[str]:
        """Hashtags without their #, different from each other."""
        known = [re.sub(r"\W", "", word) for word in self._words]
        fresh = list(dict.fromkeys(word[0].upper() + word[1:] for word in known if len(word) > 2))
        fallback = [f"Idea{number}" for number in range(1, count + 1)]
        return (fresh + fallback)[:count]

    def phrase(self) -> str:
        return " ".join(self._chance.sample(self._words, min(3, len(self._words))))

    def message(self) -> str:
        """A whole answer; keeps to a number of characters that the prompt names."""
        text = f"{self.paragraph()} {self.call_to_action()}"
        if self._limit and len(text) > self._limit:
            text = text[: self._limit].rsplit(" ", 1)[0]
        return text
