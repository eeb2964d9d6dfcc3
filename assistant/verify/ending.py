"""Cut-off text is never adopted (Tencent/WeKnora #3492): end marks and pairs must be there."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue import found
from assistant.verify.model import Comparison, Seen

_END = "。！？.!?"
_CLOSERS = "”’」』）)》】\"'"
_HANGING = "，、；：,;:（(《“【—-"
_PAIRS = ("“”", "‘’", "《》", "（）", "【】", "「」", "〔〕", "()")


def check_ending(comparison: Comparison) -> Iterator[Seen]:
    """Yield an error where the output stops before its sentence, quotation or bracket does."""
    source, output = comparison.source.rstrip(), comparison.output.rstrip()
    if not output:
        return
    last = output.rstrip(_CLOSERS)[-1:] or output[-1]
    place = (max(0, len(output) - 12), len(output))
    hangs = output[-1] in _HANGING and not source.endswith(output[-1])
    if hangs or (_ends(source) and not (_ends(output) or last in "…；;")):
        yield found("cut_off", output=place, evidence=output[-12:])
    yield from _unclosed(source, output)


def _ends(text: str) -> bool:
    """Tell whether the last line ends with an end mark, closing quotes aside."""
    return text.rstrip(_CLOSERS)[-1:] in _END or text[-1:] in _END


def _unclosed(source: str, output: str) -> Iterator[Seen]:
    for pair in _PAIRS:
        opener, closer = pair[0], pair[1]
        was = source.count(opener) - source.count(closer)
        now = output.count(opener) - output.count(closer)
        if now == was or (was != 0 and abs(now) < abs(was)) or now == 0:
            continue
        place = output.rfind(opener if now > 0 else closer)
        yield found(
            "unclosed",
            output=(place, place + 1) if place >= 0 else None,
            evidence=opener + closer,
            opener=opener,
            closer=closer,
        )
