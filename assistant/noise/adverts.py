"""Advertisements, watermarks and source tags: the words of those who sell reports.

One telling phrase (代写, 谨防假冒, 后台回复 …) is enough; a channel (公众号, QQ, 网盘 …) is an
advertisement only together with an appeal to the reader (请关注, 联系, 领取 …), so that a sentence
about a county's own 公众号 or about 会员 stays. Where an advertisement is glued to a paragraph,
only its sentences go.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.lexicon import expressions
from assistant.noise.letters import fold
from assistant.noise.types import Noise, NoiseKind
from assistant.patterns import compile_late

_HOST = (
    r"(?:[A-Za-z0-9-]{1,40}\.){1,4}(?:com|cn|net|org|top|vip|cc|info|xyz|club"
    r"|site)(?:\.cn)?(?![A-Za-z])"
)
_PATH = r"(?:[:/?][A-Za-z0-9_./?=&%#:~+-]*)?"
_URL = (
    rf"(?:https?://|(?<![A-Za-z0-9])www\.)(?:{_HOST}{_PATH}|[A-Za-z0-9_./?=&%#:~+-]+)"
    r"|(?<![A-Za-z0-9_.@])[A-Za-z0-9-]{2,30}\.(?:com|cn|net|org|top|vip|cc)(?:\.cn)?(?![A-Za-z])"
    rf"{_PATH}"
)
"""An address ends with its domain or path: what follows it without a blank is the report's."""
_OFFICIAL = compile_late(r"\.(?:gov|edu|mil)\.cn|12\d{3}\.cn|\.gov")
_SAYS = expressions("adverts")
_TELLING = compile_late(_SAYS["telling"])
_CHANNEL = compile_late(f"{_SAYS['channel']}|{_URL}")
_APPEAL = compile_late(_SAYS["appeal"])
_FORBIDS = compile_late(_SAYS["forbids"])
"""A report may speak against what advertisers sell: 严厉打击代写论文."""
_DEED = rf"(?:^|[，、：“”\s])(?:并|还|已|又)?(?:{_SAYS['deed']})"
_COUNT = r"\d[.,]*(?:[万亿]|[余多]?(?:人次?|[条次篇件户期个项块家场名份批元]|[%％]))"
_WORKED = compile_late(f"{_DEED}|{_COUNT}|{_SAYS['told']}")
"""A report tells what was done on a channel of its own, by whom, and what came of it."""
_WORKED_SO_MUCH = compile_late(f"(?:{_DEED})[^。]*?{_COUNT}")
"""Both: then what it asks of its reader besides does not make an advertisement of it."""
_TRADE = compile_late(_SAYS["trade"])
"""What a report about its own channel does not offer its reader."""
_ASKS = compile_late(_SAYS["asks"])
"""What it hardly asks of them."""
_CONTACT = compile_late(_SAYS["contact"])
_HINT = compile_late(_SAYS["hint"])
_WEAK_CONTACT = compile_late(_SAYS["weak_contact"])
_BRACKET = compile_late(
    r"（(?:[^（）\n]|（[^（）\n]*）){2,80}）|\((?:[^()\n]|\([^()\n]*\)){2,80}\)|【[^【】\n]{2,60}】|\[[^\[\]\n]{2,60}\]"
)
_TAG_SOURCE = compile_late(
    r"[（(\[【]\s*(?:材料|文章|资料|图片|信息|稿件|内容|本文|原文|范文|文稿|素材)?(?:来源|来自|转自|摘自|选自|整理自|转载自|出处)\s*(?:于\s*)?(?:[:：]|【)"
)
_TAG_FROM = compile_late(
    r"[（(\[【]\s*(?:(?:材料|文章|资料|稿件|内容|本文|原文|范文|文稿)?(?:转载自|转自|摘自|摘编自|选自|选编自|下载自|采集自)"
    r"[^（）()\n]{1,16}(?:网|文库|公众号|文秘|笔杆子?|素材|范文|文稿|工作室|论坛)"
    r"|(?:材料|文章|资料|本文|范文|文稿)?来自[^（）()\n]{0,10}(?:文库|范文|公文|文秘|素材|写作|笔杆|公众号|互联网|网络)[^（）()\n]{0,6}"
    r"|(?:责任编辑|责编|值班编辑|编辑)[:：][^（）()\n]{1,24})\s*[）)\]】]"
)
"""A tag without a colon behind its verb, or one that names the page's editor."""
_TABLE_SOURCE = compile_late(r"\s*(?:资料|信息)来源")
"""What a report itself puts under a table."""
_SOURCE_LINE = compile_late(
    r"[（(]?(?:材料|文章|稿件|内容|本文|原文|素材)(?:来源|来自|转自|摘自|选自)(?:于)?[:：].{1,60}[）)]?"
)
_SENTENCE = compile_late(r"[^。！？!?；\n]*(?:[。！？!?；]+[”’」』）)】]*|$)")
_OPENER = compile_late(f"{_SAYS['opener']}|{_URL}")
_ADDRESS = compile_late(rf"{_URL}|[A-Za-z][A-Za-z0-9_-]{{4,}}|\d{{5,}}|[”」】]")
_PROSE = compile_late(r"[\u4e00-\u9fff]")
_MIN_REST = 4
"""Fewer Chinese characters than this behind an address are still the advertisement's."""
_SELLS = compile_late(_SAYS["sells"])
_MIN_PROSE = 12
"""Fewer characters than this before an advertisement's opener are part of it."""


def find_adverts(text: str) -> list[Noise]:
    """Return advertisements, watermarks and source tags, in reading order."""
    found = _find(fold(text))
    return [replace(n, text=text[n.start : n.end]) for n in found]


def _find(text: str) -> list[Noise]:
    if not _HINT.search(text):
        return []
    found: list[Noise] = []
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip())
        if end > start:
            lines.append((start + len(line) - len(line.lstrip()), end))
        start += len(line)
    whole: set[int] = set()
    for number, (first, last) in enumerate(lines):
        if not _HINT.search(text, first, last):
            continue
        pieces = _in_line(text, first, last)
        if len(pieces) == 1 and pieces[0].end - pieces[0].start == last - first:
            whole.add(number)
        found += pieces
    for number in _followers(text, lines, whole):
        first, last = lines[number]
        found.append(Noise(NoiseKind.ADVERTISEMENT, first, last, text[first:last]))
    found.sort(key=lambda n: n.start)
    return found


def _in_line(text: str, first: int, last: int) -> list[Noise]:
    """Return the noise of one line: tags in brackets, then sentences that advertise."""
    line = text[first:last]
    if _SOURCE_LINE.fullmatch(line):
        return [Noise(NoiseKind.SOURCE, first, last, line)]
    tags = [
        Noise(kind, first + m.start(), first + m.end(), m.group())
        for m in _BRACKET.finditer(line)
        if (kind := _tag_kind(m.group()))
    ]
    # Tags are judged first: what they say must not condemn the sentence they are glued to.
    bare = line
    for tag in tags:
        inside = slice(tag.start - first, tag.end - first)
        bare = bare[: inside.start] + "\x00" * (tag.end - tag.start) + bare[inside.stop :]
    spans = _advert_spans(bare)
    noise = [t for t in tags if not any(a <= t.start - first < b for a, b in spans)]
    noise += [
        Noise(NoiseKind.ADVERTISEMENT, first + a, first + b, line[a:b]) for a, b in spans if b > a
    ]
    noise += [
        Noise(NoiseKind.WATERMARK, first + m.start(), first + m.end(), m.group())
        for m in re.finditer(_URL, bare)
        if _is_watermark(bare, m) and not any(a <= m.start() < b for a, b in spans)
    ]
    return sorted(noise, key=lambda n: n.start)


def _tag_kind(tag: str) -> NoiseKind | None:
    """Return what a bracketed remark is, or None where it belongs to the report."""
    inner = tag[1:-1]
    if _TAG_SOURCE.match(tag):
        quoted = _TABLE_SOURCE.match(inner) and not _CHANNEL.search(inner)
        return None if quoted else NoiseKind.SOURCE
    if _TAG_FROM.fullmatch(tag):
        return NoiseKind.SOURCE
    sells = _TELLING.search(inner) or (_CHANNEL.search(inner) and _APPEAL.search(inner))
    if sells and not _reports(inner):
        return NoiseKind.ADVERTISEMENT if len(inner) > 20 else NoiseKind.WATERMARK
    if tag[0] == "【" and re.search(r"公众号|微信|QQ|素材|范文|文库|\.(?:com|cn|net)", inner):
        return NoiseKind.WATERMARK
    url = re.search(_URL, inner)
    if url and not _OFFICIAL.search(inner) and len(url.group()) * 2 > len(inner):
        return NoiseKind.WATERMARK
    return None


def _advert_spans(line: str) -> list[tuple[int, int]]:
    """Return the stretches of a line (tags blanked out) that advertise."""
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(line):
        a, b = match.span()
        if a == b or not _advertises(match.group()):
            continue
        if spans and spans[-1][1] == a:
            spans[-1] = (spans[-1][0], b)
            continue
        opening = _opening(line, a, b)
        spans.append((opening, _closing(line, opening, b) if opening > a else b))
    return [_with_the_comma(line, _widen(line, a), b) for a, b in spans]


def _with_the_comma(line: str, a: int, b: int) -> tuple[int, int]:
    """Return a stretch with the comma before it in the place of its full stop, which then ends
    what the report says."""
    return (a - 1, b - 1) if a and line[a - 1] in "，、" and line[b - 1] == "。" else (a, b)


def _advertises(sentence: str) -> bool:
    if not _HINT.search(sentence) or _reports(sentence):
        return False
    if _TELLING.search(sentence):
        return not _FORBIDS.search(sentence) or bool(_CONTACT.search(sentence))
    channel = _CHANNEL.search(sentence)
    return bool(channel and _APPEAL.search(sentence) and not _OFFICIAL.search(sentence))


def _reports(sentence: str) -> bool:
    """Tell whether a sentence says what was done on a channel of its own (本镇公众号)."""
    if _TRADE.search(sentence):
        return False
    return bool((_WORKED_SO_MUCH if _ASKS.search(sentence) else _WORKED).search(sentence))


def _opening(line: str, a: int, b: int) -> int:
    """Return where in the sentence `a`–`b` the advertisement begins.

    An advertisement glued to a sentence without an end mark opens with a phrase of its own; what
    stands before it is the report's, unless it is too short to be prose.
    """
    opener = _OPENER.search(line, a, b)
    if opener is not None and opener.start() > a and _reports(line[a : opener.start()]):
        return opener.start()
    if opener is None or opener.start() - a < _MIN_PROSE:
        return a
    sells = _APPEAL.search(line, a, opener.start()) or _CHANNEL.search(line, a, opener.start())
    return a if sells else opener.start()


def _closing(line: str, a: int, b: int) -> int:
    """Return where an advertisement that broke into a sentence ends.

    Behind its last address, number or name the report goes on, if what follows is prose that
    sells nothing.
    """
    ends = [match.end() for match in _ADDRESS.finditer(line, a, b)]
    if not ends:
        return b
    rest = line[ends[-1] : b]
    goes_on = len(_PROSE.findall(rest)) >= _MIN_REST and rest[0] not in "，,；;、"
    return ends[-1] if goes_on and not _SELLS.search(rest) else b


def _widen(line: str, a: int) -> int:
    """Take an opening bracket or dash that only introduces the advertisement along."""
    return len(line[:a].rstrip("　 \t—-*★☆▼👇"))


def _is_watermark(line: str, match: re.Match[str]) -> bool:
    """Tell whether an address stands in prose as a stamp rather than as the report's own."""
    if _OFFICIAL.search(match.group()):
        return False
    before = line[max(0, match.start() - 12) : match.start()]
    return not re.search(r"网址|网站|来源|登录|访问|平台|域名|邮箱|链接|（|\(|“|@", before)


def _followers(text: str, lines: list[tuple[int, int]], whole: set[int]) -> list[int]:
    """Return lines next to a line that is wholly an advertisement and only hold its contacts."""
    found: list[int] = []
    for step in (1, -1):
        for number in sorted(whole, reverse=step < 0):
            near = number + step
            while 0 <= near < len(lines) and near not in whole and near not in found:
                first, last = lines[near]
                line = text[first:last]
                if len(line) > 60 or line[-1] in "。；" or not _WEAK_CONTACT.search(line):
                    break
                found.append(near)
                near += step
    return found
