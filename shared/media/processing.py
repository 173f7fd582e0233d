"""Jobs on files, each in a process of its own, from an event loop that never waits for a decoder."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import structlog
from pydantic import ValidationError

from shared.media.errors import MediaBusyError, MediaRefusedError
from shared.media.jobs import Answer, Convert, Inspect, Limits
from shared.media.renditions import PicturePlan, VideoPlan

logger = structlog.get_logger(__name__)

_INSPECT_SECONDS = 120.0
_PICTURE_SECONDS = 120.0
_VIDEO_SECONDS = 1_800.0
_ROOT = Path(__file__).parents[2]


class MediaProcessor:
    """Looks into files and makes them over, some at a time.

    Args:
        concurrency: Processes at once; further jobs wait.
        limits: What one job may take; making a video over takes more processor time.
        inspect_seconds: How long looking into a file may take.
    """

    def __init__(
        self,
        *,
        concurrency: int = 2,
        limits: Limits | None = None,
        inspect_seconds: float = _INSPECT_SECONDS,
    ) -> None:
        self._slots = asyncio.Semaphore(concurrency)
        self._limits = limits or Limits()
        self._inspect_seconds = inspect_seconds

    async def inspect(self, source: Path, output: Path, thumbnails: Path | None = None) -> Answer:
        """What a file is; without its metadata it is written to `output` where it had any.

        Args:
            source: The file as it came.
            output: Where it is written to.
            thumbnails: A folder that is there, for `<size>.webp`; without it none are made.

        Raises:
            MediaRefusedError: It is broken, dangerous, or nothing that is published.
            MediaBusyError: It could not be looked into now.
        """
        job = Inspect(source=source, output=output, thumbnails=thumbnails, limits=self._limits)
        return await self._perform(job, self._inspect_seconds)

    async def convert(self, source: Path, output: Path, plan: PicturePlan | VideoPlan) -> Answer:
        """Make a file as planned.

        Raises:
            MediaRefusedError: It can't be made into that.
            MediaBusyError: It was not done in time, or its process died.
        """
        seconds = _PICTURE_SECONDS if isinstance(plan, PicturePlan) else _VIDEO_SECONDS
        cpu_seconds = round(seconds) * (os.cpu_count() or 1)
        limits = self._limits.model_copy(update={"cpu_seconds": max(cpu_seconds, self._limits.cpu_seconds)})
        return await self._perform(Convert(source=source, output=output, plan=plan, limits=limits), seconds)

    async def _perform(self, job: Inspect | Convert, seconds: float) -> Answer:
        async with self._slots:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "shared.media.worker"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                cwd=_ROOT,
                env=_environment(os.environ),
                start_new_session=True,
            )
            try:
                async with asyncio.timeout(seconds):
                    written, words = await process.communicate(job.model_dump_json().encode())
            except TimeoutError:
                raise MediaBusyError(f"a file took longer than {seconds:.0f} s") from None
            finally:
                # With all it started: an encoder must not outlive whoever waits for it.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                # So that nothing of it is left, neither an entry among the processes nor a pipe.
                await process.communicate()
        if process.returncode == -signal.SIGXCPU:
            raise MediaRefusedError(
                "media.too_complex", "The file takes too much work to read. Save it in a simpler form."
            )
        try:
            answer = Answer.model_validate_json(written)
        except ValidationError:
            logger.warning(
                "media process died", code=process.returncode, words=words.decode(errors="replace")[-500:]
            )
            raise MediaBusyError(f"the process that works on files ended with {process.returncode}") from None
        if answer.facts is None:
            raise MediaRefusedError(answer.code, answer.detail)
        return answer


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Nothing of ours but where programs and modules lie: no secret is within a decoder's reach."""
    names = ("PATH", "PYTHONPATH", "LANG", "TMPDIR", "VIRTUAL_ENV", "HOME")
    return {name: ours[name] for name in names if name in ours}
