"""The process that touches files of strangers: one job from standard input, one answer on standard output.

Decoders have flaws, so they run here, where there is no secret, a bound on memory and processor time, and nothing lost
when it crashes.
"""

import errno
import resource
import sys

from pydantic import TypeAdapter

from shared.media import documents, pictures, videos
from shared.media.colors import colors_of
from shared.media.errors import MediaRefusedError
from shared.media.jobs import Answer, Convert, Inspect, Job, Limits
from shared.media.probing import broken, probe
from shared.media.renditions import PicturePlan
from shared.media.thumbnails import thumbnails


def perform(job: Inspect | Convert) -> Answer:
    """Do one job.

    Raises:
        MediaRefusedError: The file is broken, or can't be made into what is wanted.
    """
    if isinstance(job, Convert):
        if isinstance(job.plan, PicturePlan):
            pictures.convert(job.source, job.output, job.plan)
        else:
            videos.convert(job.source, job.output, job.plan)
        return Answer(facts=probe(job.output), is_rewritten=True)
    facts = probe(job.source)
    if facts.media_type.startswith("image/"):
        is_rewritten = pictures.clean(job.source, job.output)
    elif facts.media_type.startswith("video/"):
        is_rewritten = videos.clean(job.source, job.output)
    else:
        clean = documents.clean_pdf if facts.media_type == "application/pdf" else documents.clean_office
        clean(job.source, job.output)
        is_rewritten = True
    kept = job.output if is_rewritten else job.source
    facts = probe(kept) if is_rewritten else facts
    if facts.media_type.startswith("image/"):
        facts = facts.model_copy(update={"colors": colors_of(kept)})
    made = {} if job.thumbnails is None else thumbnails(kept, facts.media_type, job.thumbnails)
    return Answer(facts=facts, is_rewritten=is_rewritten, thumbnails=made)


def main() -> None:
    """One job, one answer."""
    adapter: TypeAdapter[Inspect | Convert] = TypeAdapter(Job)
    job = adapter.validate_json(sys.stdin.buffer.read())
    _limit(job.limits)
    try:
        answer = perform(job)
    except MediaRefusedError as error:
        answer = Answer(code=error.code, detail=error.detail)
    except OSError as error:
        if error.errno not in {None, errno.EFBIG}:
            raise  # the machine's trouble and not the file's: it may pass
        refused = broken(error)
        answer = Answer(code=refused.code, detail=refused.detail)
    except MemoryError:
        answer = Answer(
            code="media.too_large_to_decode",
            detail="The file takes more memory than there is. Scale it down.",
        )
    except Exception as error:  # noqa: BLE001  what a decoder did not foresee: another try gives the same
        refused = broken(type(error).__name__)
        answer = Answer(code=refused.code, detail=refused.detail)
    sys.stdout.write(answer.model_dump_json())


def _limit(limits: Limits) -> None:
    """Let the system itself end a job that takes too much; what it starts is held to the same."""
    # The signal at the first number ends the process; the second can't be passed whatever it does.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes, limits.file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
