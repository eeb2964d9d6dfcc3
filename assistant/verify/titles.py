"""《Titles》 exact, “quoted terms” not invented."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from assistant.catalogue import found
from assistant.figures.numerals import chinese_value
from assistant.findings import Severity
from assistant.matcher import Matcher
from assistant.verify.model import Comparison, Seen, TraceItem, TraceStatus
from assistant.verify.order import out_of_order

_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》)*》")
_QUOTE = re.compile(r"“([^“”\n]+)”|「([^「」\n]+)」|\"([^\"\n]+)\"|『([^『』\n]+)』")
_CHANGED = 0.6
_LONGEST, _MOST = 400, 200  # characters of a title, and other titles, that it is compared by
_LONGEST_QUOTE = 40  # longer is speech, compared as text, not as a term
_SPACE = re.compile(r"\s+")
_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万]+")


def check_titles(comparison: Comparison) -> Iterator[Seen]:
    """Yield titles lost, changed or invented, and a trace item for each title of the source."""
    source, output = _titles(comparison.source_plain), _titles(comparison.output_plain)
    known = set(_titles(comparison.support))
    lost = {title: spans for title, spans in source.items() if title not in output}
    new = {title: spans for title, spans in output.items() if title not in known}
    for title, spans in lost.items():
        alike = _closest(title, new)
        if alike is not None:
            place = new.pop(alike)[0]
            yield found("title_changed", source=spans[0], output=place, evidence=alike, title=title)
        elif comparison.scope.may_drop:
            yield found(
                "title_dropped",
                says="shortened",
                severity=Severity.INFO,
                source=spans[0],
                evidence=title,
            )
        else:
            yield found("title_dropped", source=spans[0], evidence=title)
    for title, spans in new.items():
        yield found("title_unsupported", output=spans[0], evidence=title)
    yield from _trace(source, output, comparison.source)


_OPEN_PLACE = re.compile("[“‘]?【待补[^【】]*】[”’]?$")


def check_quotes(comparison: Comparison) -> Iterator[Seen]:
    """Yield quoted terms that the output made up, and those it lost."""
    support = arabic(_SPACE.sub("", comparison.support))
    output_text = arabic(_SPACE.sub("", comparison.output_plain))
    output = _quotes(comparison.output_plain)
    terms = set(comparison.terms)
    for words, spans in output.items():
        if arabic(words) in support or words in terms or _OPEN_PLACE.match(words):
            continue
        yield found("quote_unsupported", output=spans[0], evidence=words)
    for words, spans in _quotes(comparison.source_plain).items():
        if arabic(words) in output_text:
            continue
        severity = Severity.INFO if comparison.scope.may_drop else Severity.WARNING
        yield found("quote_dropped", severity=severity, source=spans[0], evidence=words)


def arabic(text: str) -> str:
    """Return `text` with its Chinese numerals in digits: “二十六条” is “26条”."""
    return _NUMERAL.sub(_in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    value = chinese_value(match[0])
    return match[0] if value is None else str(value)


Spans = dict[str, list[tuple[int, int]]]


def _titles(text: str) -> Spans:
    found: Spans = defaultdict(list)
    for match in _TITLE.finditer(text):
        found[_SPACE.sub("", match[0])].append(match.span())
    return found


def _quotes(text: str) -> Spans:
    found: Spans = defaultdict(list)
    for match in _QUOTE.finditer(text):
        words = _SPACE.sub("", next(group for group in match.groups() if group is not None))
        if words and len(words) <= _LONGEST_QUOTE:
            found[words].append(match.span())
    return found


def _closest(title: str, candidates: Spans) -> str | None:
    best, score = None, _CHANGED
    for candidate in islice(candidates, _MOST):
        matcher = Matcher(title[:_LONGEST], candidate[:_LONGEST])
        if matcher.real_quick_ratio() < score or matcher.quick_ratio() < score:
            continue
        ratio = matcher.ratio()
        if ratio >= score:
            best, score = candidate, ratio
    return best


def _trace(source: Spans, output: Spans, text: str) -> Iterator[TraceItem]:
    places = sorted((span, title) for title, spans in source.items() for span in spans)
    kept: list[tuple[tuple[int, int], tuple[int, int]]] = []
    used: dict[str, int] = defaultdict(int)
    rows: list[tuple[tuple[int, int], TraceStatus, tuple[int, int] | None]] = []
    for span, title in places:
        spans = output.get(title, [])
        number = used[title]
        used[title] += 1
        if not spans:
            rows.append((span, TraceStatus.DROPPED, None))
        elif number < len(spans):
            rows.append((span, TraceStatus.KEPT, spans[number]))
            kept.append((span, spans[number]))
        else:
            rows.append((span, TraceStatus.MERGED, spans[-1]))
    off = out_of_order([to[0] for _, to in kept])
    moved = {span for (span, _), is_moved in zip(kept, off, strict=True) if is_moved}
    for span, status, to in rows:
        status = TraceStatus.MOVED if span in moved else status
        yield TraceItem("title", text[span[0] : span[1]], status, span, to)
