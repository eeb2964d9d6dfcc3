"""Lines a web page puts around a report: buttons, paths, bylines of the site, repeated titles.

The page's own lines stand in the head (before the salutation or the first numbered part) or in
the tail (after the last paragraph); only phrases that no report uses as a line of its own are
taken anywhere. Title, ——subtitle and the speaker's byline belong to the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.noise.types import Noise, NoiseKind
from assistant.patterns import compile_late

_ROLE = (
    "(?:责任编辑|责编|编辑|编审|初审|复审|终审|一审|二审|三审|校对|审核|监制|签发|值班编辑"
    "|值班主任|值班总编|美编)"
)
_WHO = r"[\u4e00-\u9fff·]{1,12}"
_BUTTON = compile_late(
    "打印(?:本页|本文|此页)?|关闭(?:窗口|本页|此页)?|返回(?:顶部|首页|列表|上页)?|首页|收藏(?:本页|本文)?"
    "|分享|转发|点赞|在看|评论|复制链接|微信|微博|QQ空间|[上下]一[篇页]|登录|注册|繁体|简体|无障碍|长者模式"
    "|(?:我要)?纠错|朗读|语音播报|下载|全屏|放大|缩小|字[体号]|[大中小]|加入收藏|设为首页"
)
_BETWEEN_BUTTONS = compile_late(r"[\s　【】\[\]（）()|｜/·>»\-—]+")
_LINE = compile_late(r"[^\r\n]+")
_MAX_LINE = 60
"""Longer lines are prose (code points)."""
_MAX_EDGE_LINES = 40
"""How many short lines a page may put before or after a report."""

_ANYWHERE = compile_late(
    r"(?:【?字号[:：]?[【\[ ]*(?:[特超]?[大中小][ 】\]|]*|加大|还原|减小|默认|\s)*】?"
    r"|【?字[号体](?:大小)?[:：]\s*[【\[(（ ]*[特超]?[大中小].*|【字[号体](?:大小)?[:：].*"
    r"|扫一扫.{0,6}(?:手机|微信).{0,8}|用?手机(?:扫|打开|浏览|阅读).{0,8}"
    r"|打印(?:本页|本文|此页)|关闭(?:本页|窗口|此页)|返回(?:顶部|首页|列表)|分享到?[:：]?|分享(?:到|至).{0,10}"
    r"|(?:相关|推荐|延伸|热点)(?:报道|阅读|链接|新闻|文章|推荐|附件下载)[:：]?"
    r"|上一[篇页条][:：]?.*|下一[篇页条][:：]?.*|(?:展开|阅读|收起)(?:全文|原文)|点击(?:查看|展开|下载|阅读).{0,8}"
    r"|扫(?:一扫|描二维码|码)(?:分享|转发|打开|关注|浏览|查看|下载).{0,8}"
    rf"|{_ROLE}[:：]\s*{_WHO}(?:[\s　，,;；|/]+(?:{_ROLE}|作者|来源|记者|通讯员)[:：]\s*{_WHO})+"
    r"|(?:打印|下载|保存|导出|最后修改|上传)(?:时间"
    r"|日期)?[:：]\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ \d:：]*"
    r"|文件名(?:称)?[:：].{1,40}\.(?:docx?|wps|pdf|txt)|文档编号[:：]\s*[A-Za-z0-9-]+"
    r"|精品文档|精品资料|最新资料推荐|学习资料整理|资料整理收集|精选范文.{0,12}"
    r"|[-—]*\s*(?:可(?:自由)?编辑(?:修改)?的?)[ ]?[Ww][Oo][Rr][Dd][ ]?(?:版|文档)?"
    r"|[Ww][Oo][Rr][Dd][ ]?(?:文档|版|格式)?[\s-]*(?:可(?:自由)?编辑).{0,16}"
    r"|.{0,16}感谢(?:您的)?下载.{0,8}"
    r"|整理不易.{0,16}|欢迎下载.{0,12}|(?:文章|内容)?仅供参考[。！!]?"
    r"|(?:当前位置|您(?:现在|当前)?(?:所在)?的?(?:位置|当前位置)(?:是)?)[:：].*"
    r"|首页\s*[>»›/].*"
    r"|[>»›]+"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?[:：]\s*\d*\s*次?"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)\s*\d*"
    r"|责任?编辑[:：].*|\[?责编[:：].*|【?编辑[:：].*"
    r"|(?:网站|站点)地图|网站(?:标识码|首页|声明).*|.{0,4}ICP备.*|.*公网安备.*"
    r"|(?:发布|更新|发表|发稿)(?:时间|日期|于)\s*(?:[:：].*|\d.*)?"
    r"|信息来源[:：].*|文章来源[:：].*|稿件来源[:：].*|索\s*引\s*号[:：].*"
    r"|收藏本[页站文]|设为首页|加入收藏)"
)
_EDGE = compile_late(
    r"(?:下载|打印|全屏|收藏|加大|还原|减小|放大|缩小|默认|朗读|语音播报|纠错|点赞|评论|转发|在看|首页|微信|微博|QQ空间"
    r"|复制链接|无障碍|繁体|简体|登录|注册|搜索|[大中小]|[】【\]\[|]+"
    r"|查看更多|供稿[:：].{0,12}|(?:阅读|浏览)\s*\d{1,7}(?:\s*次)?|[(（]?(?:责任)?编辑[:：].{1,16}[)）]?"
    r"|来源[:：].{0,20}|作者[:：].{0,12}|时间[:：]\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ \d:：]*"
    r"|(?:\d{4}-\d{1,2}-\d{1,2})(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?:\s+来源[:：].*)?"
    r"|时间[:：])"
)
_VALUE_FOLLOWS = compile_late(r"(?:来源|时间|作者|发布时间|发布日期|信息来源)[:：]")
_DATED = compile_late(r"(?:时间|日期)[:：]\s*\d{4}年\d{1,2}月\d{1,2}日[ \d:：]*")
_CAPTION = compile_late(
    r".{0,50}(?:记者|通讯员|摄影|新华社)[\s:：/]*[\u4e00-\u9fff]{1,4}(?:[\s、/]+[\u4e00-\u9fff]{1,4}){0,4}\s*[摄/]?影?"
    r"|.{0,50}(?:供图|图/.{1,8}|资料图片?|[(（]资料图[)）])"
    r"|图为.{2,50}"
)
_SCENE = compile_late(r"[\u4e00-\u9fff·]{4,16}(?:同志)?作[\u4e00-\u9fff]{0,8}报告。?")
_BODY = compile_late(
    r"[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(]?[一1][)）、.．]|第一[，、,章]|#{1,6} )"
    r"|.{1,30}[:：]$"
)


def find_site_lines(text: str) -> list[Noise]:
    """Return the lines of the web page around the report."""
    lines = list(_lines(text))
    head = _head_size(lines)
    tail = _tail_start(lines)
    taken: set[int] = set()
    for number, line in enumerate(lines):
        if len(line.text) > _MAX_LINE:
            continue
        edge = number < head or number >= tail
        if (
            _ANYWHERE.fullmatch(line.text)
            or _is_row_of_buttons(line.text)
            or (edge and _EDGE.fullmatch(line.text))
        ):
            taken.add(number)
    if not taken:
        return []
    taken |= _crumbs(lines, taken) | _values(lines, taken, head)
    if any(number < head for number in taken):
        taken |= _repeats(lines[:head], taken)
        taken |= _captions(lines[:head], taken)
    return [lines[number] for number in sorted(taken)]


def _is_row_of_buttons(line: str) -> bool:
    """Tell whether a line holds nothing but two buttons of a page or more: [打印] [关闭]."""
    names = [name for name in _BETWEEN_BUTTONS.split(line) if name]
    return len(names) > 1 and all(map(_BUTTON.fullmatch, names)) and any(len(n) > 1 for n in names)


def _lines(text: str) -> Iterator[Noise]:
    """Yield the lines that are not blank, without the white space around them, as what they are
    if they are the page's."""
    for match in _LINE.finditer(text):
        inner = match.group().strip()
        if inner:
            start = match.start() + match.group().index(inner)
            yield Noise(NoiseKind.NAVIGATION, start, start + len(inner), inner)


def _head_size(lines: list[Noise]) -> int:
    """Return how many lines come before the salutation, the first label or the first prose."""
    for number, line in enumerate(lines[:_MAX_EDGE_LINES]):
        if len(line.text) > _MAX_LINE:
            return number
        known = _ANYWHERE.fullmatch(line.text) or _EDGE.fullmatch(line.text)
        if not known and _BODY.match(line.text) and not _VALUE_FOLLOWS.fullmatch(line.text):
            return number
    return min(len(lines), _MAX_EDGE_LINES)


def _tail_start(lines: list[Noise]) -> int:
    """Return the number of the first line after the last prose line."""
    first = max(0, len(lines) - _MAX_EDGE_LINES)
    for number in range(len(lines) - 1, first - 1, -1):
        line = lines[number].text
        if len(line) > _MAX_LINE or line[-1] in "。！!；":
            return number + 1
    return len(lines)


def _crumbs(lines: list[Noise], taken: set[int]) -> set[int]:
    """Return the short lines that a lone > ties into a path."""
    arrows = {n for n in taken if not lines[n].text.strip(">»›")}
    return {
        near
        for n in arrows
        for near in (n - 1, n + 1)
        if 0 <= near < len(lines) and len(lines[near].text) <= 20
    }


def _values(lines: list[Noise], taken: set[int], head: int) -> set[int]:
    """Return the lines that hold the value of a label alone on its line (来源： / 时间：), and a
    date in Chinese form that stands next to the site's own lines."""
    dated = {
        n
        for n, line in enumerate(lines[:head])
        if _DATED.fullmatch(line.text) and (n - 1 in taken or n + 1 in taken)
    }
    return dated | {
        n + 1
        for n in taken
        if n + 1 < head
        and _VALUE_FOLLOWS.fullmatch(lines[n].text)
        and len(lines[n + 1].text) <= 24
        and not lines[n + 1].text.endswith(("报告", "：", ":"))
    }


def _repeats(head: list[Noise], taken: set[int]) -> set[int]:
    """Return lines of the head that come again after a navigation line: the last one is real."""
    last = {line.text: number for number, line in enumerate(head)}
    return {
        n
        for n, line in enumerate(head)
        if n < last[line.text]
        and line.text[-1] not in "。；！"
        and any(between in taken for between in range(n, last[line.text]))
    }


def _captions(head: list[Noise], taken: set[int]) -> set[int]:
    """Return photo credits, and captions of the scene below a navigation line."""
    real = [n for n in range(len(head)) if n not in taken]
    found = {n for n in real if _CAPTION.fullmatch(head[n].text)}
    first_nav = min(taken)
    scenes = {n for n in real[1:] if n > first_nav and _SCENE.fullmatch(head[n].text)}
    return found | scenes
