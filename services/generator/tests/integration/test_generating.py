"""From content.requested to content.generated, on real Kafka and PostgreSQL, without a key."""

import hashlib
import io

from PIL import Image

from services.generator.tests.integration.conftest import Start
from services.generator.tests.requests import examples, request
from shared import capabilities
from shared.events import ContentGenerated, ContentProgressed
from shared.objects import ObjectStore
from shared.settings import ObjectSettings
from shared.testing.topics import Topics


async def test_every_example_becomes_content(start: Start, topics: Topics, objects: ObjectSettings) -> None:
    """Each example brief ends as a text that each network takes and a picture that lies where the event says."""
    briefs = {brief.request_id: brief for brief in examples()}
    async with start(), topics.read("content.generated") as reader:
        await topics.tell(*briefs.values())
        generated = await reader.wait_for(ContentGenerated, len(briefs), seconds=30)

    assert {content.request_id for content in generated} == set(briefs)
    registry, store = capabilities.load(), ObjectStore(objects)
    for content in generated:
        brief = briefs[content.request_id]
        assert [variant.network for variant in content.variants] == list(brief.networks)
        assert content.picture is not None
        for variant in content.variants:
            assert registry.validate(variant.network, variant.text, [content.picture]) == []
            assert brief.brand in variant.text or brief.topic in variant.text
        data = await store.get(content.picture.key)
        assert hashlib.sha256(data).hexdigest() == content.picture.sha256
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (content.picture.width, content.picture.height)


async def test_progress_is_told(start: Start, topics: Topics) -> None:
    """Each step is told once, counting up to the last; what follows belongs to the request that caused it."""
    brief = request(networks=("mastodon", "bluesky"), picture=True)
    async with start(), topics.read("content.progressed", "content.generated") as reader:
        (asked,) = await topics.tell(brief, correlation_id="c-1")
        (generated,) = await reader.wait_for(ContentGenerated)
        progressed = await reader.wait_for(ContentProgressed, 4)

    assert sorted((step.step, step.network or "") for step in progressed) == [
        ("caption", "bluesky"),
        ("caption", "mastodon"),
        ("finish", ""),
        ("picture", ""),
    ]
    assert [step.steps_done for step in progressed] == [1, 2, 3, 4]
    assert {step.steps_total for step in progressed} == {4}
    revisions = [step.revision for step in progressed]
    assert revisions == sorted(set(revisions))
    assert generated.revision > revisions[-1]
    (envelope,) = reader.envelopes(ContentGenerated)
    assert (envelope.correlation_id, envelope.causation_id) == ("c-1", str(asked.id))
