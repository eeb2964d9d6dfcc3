"""Advertisements, watermarks and source tags: the words of those who sell reports.

One telling phrase (代写, 谨防假冒, 后台回复 …) is enough; a channel (公众号, QQ, 网盘 …) is an
advertisement only together with an appeal to the reader (请关注, 联系, 领取 …), so that a sentence
about a county's own 公众号 or about 会员 stays. Where an advertisement is glued to a paragraph,
only its sentences go.
"""

from __future__ import annotations

import re
from dataclasses import replace

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
_TELLING = compile_late(
    r"谨防假冒|持续接单|好评如潮|有意(?:加入|者)?请?(?:联系|加)|后台回复|回复关键[词字]|私信(?:领取|获取)"
    r"|长按(?:识别|关注|图片)|(?:扫码|扫描|识别)(?:上方|下方|图中|以下)?(?:二维码)?(?:关注(?![“「])|关注[“「][^”」]{1,20}[”」].{0,8}(?:领|回复|获取)|加入?群|进群|领取|添加|获取|下载)"
    r"|(?:识别|扫描)(?:上方|下方|图中)二维码"
    r"|范文(?:网|大全|库|之家|参考)|公文(?:网|库|素材|写作(?:群|圈|网))|材料(?:星球|群|网)|秘书网|文秘网|笔杆子网"
    r"|(?:百度|道客|原创力|人人|豆丁)(?:文库|巴巴|文档|网)|知识星球|网盘群|(?:百度|夸克|阿里|迅雷|微信)?[网云]盘.{0,6}(?:链接|群|下载|提取|分享)|提取码|解压(?:密码|码)"
    r"|[sS]?[vV][iI][pP](?:会员|群|用户|资料)|会员群|(?:成为|加入|开通|办理|终身|年费|充值).{0,4}会员.{0,12}(?:下载|资料|材料|素材|范文|咨询|联系)"
    r"|更多[\u4e00-\u9fff]{0,8}?(?:范文|资料|材料|素材|公文|干货|精彩|内容|文章|原创|模板|优质).{0,20}(?:关注|加(?:微|V|v|群|老师|客服|入)|访问|搜索|登录|扫码|扫描|请|尽在|[:：])"
    r"|(?:请|欢迎|敬请|点击|记得|立即|赶紧)(?:大家)?(?:关注|搜索|添加|扫码关注)(?:我们|本|微信)?(?:的)?(?:公众号|微信|订阅号|本站|我们)"
    r"|(?:搜索|关注|添加)(?:微信)?(?:公众号|订阅号)[:：“「【]"
    r"|(?:转载|引用)(?:请|须|需)?(?:注明|联系|标明)|侵权(?:必究|请|联系|即删|删除)|版权(?:归.{1,20}所有|所有)|未经(?:授权|许可|允许).{0,6}(?:转载|复制|使用)"
    r"|本文(?:来自|来源|源自|转自|由.{1,20}(?:整理|上传|提供|分享|编辑)|档(?:来自|由))|(?:文档|资料|素材|稿件|材料)(?:来自|来源于?)(?:网络|互联网|公众号|网友)"
    r"|仅供(?:个人|内部|同行)?(?:学习|参考|交流|研究|借鉴)+(?:使用|之用)?(?:[，,。；！]|$)|每日更新.{0,12}(?:材料|素材|篇)|(?:一键|免费|极速|全文|付费|会员)(?:下载|阅读全文)"
    r"|(?:客服|微信号?|[wW]e[cC]hat|vx|VX|V信|威信|加微|加V|薇信)\s*[:：]\s*[\w-]+|(?:QQ|qq|扣扣)(?:群|号)?\s*[:：]?\s*\d{5,}"
    r"|(?:公众号|订阅号)\s*[:：]|加(?:我|老师|客服|小编)?(?:微信|QQ)\s*[:：]?\s*[A-Za-z0-9_-]{5,}|进群领取|(?:微信|搜索|公众号)[“「\"][^”」\"\n]{1,20}[”」\"](?:关注|即可)|搜索[“「\"][^”」\"\n]{1,20}[”」\"]|(?:材料|文章|稿件|素材|本文|原文)(?:来源|来自|转自|摘自)[:：]|【[^】\n]{0,20}(?:公众号|微信|素材|范文|文库|代笔|代写|会员)[^】\n]{0,20}】|试读(?:结束|部分)|剩余.{0,8}(?:未读|付费)"
    r"|(?:此处|以下|下文)(?:为)?(?:隐藏|付费)(?:内容)?"
    # The same with look-alikes and hearts, and the shops.
    r"|(?:公[ 　]?众[ 　]?号|订阅号|公[zZ]号|工[重众种]号|公重号"
    r"|[gG][zZ][hH])\s*(?:搜索?)?\s*[:：“「【]"
    r"|微[^\w\s，。、；]信\s*[:：]?|微信同号|[vVⅤ][xX❤♥💚]\s*[:：]?\s*[A-Za-z]\w{4,}|薇[❤♥信]?\s*[:：]?\s*[A-Za-z]\w{4,}"
    r"|(?:加|➕|添加)\s*(?:我)?\s*(?:微信?|薇信?|威信|[vV][xX]?|[wW][xX])\s*[^\w\s，。]{0,2}\s*[A-Za-z][\w-]{4,}"
    r"|(?:[Qq]群|企鹅[号群])\s*[:：]?\s*\d{5,}"
    r"|(?:淘宝|天猫|闲鱼|拼多多)(?:店铺?|店名|号)?(?:搜索?)?\s*[:：]|(?:淘宝|天猫|闲鱼|拼多多)搜索?[“「]"
    r"|(?:抖音|快手|小红书|视频|百家|头条)号\s*[:：]\s*[A-Za-z0-9]\w{4,}"
    r"|(?:完整版|全套|同款|电子版|可编辑版|[wW]ord版)[^。\n]{0,6}(?:私信|加(?:微|V|v|群|我)|扫码|联系(?:微信|客服|作者))"
    r"|(?:[本此]|该)(?:页面?|网页|文档|资料|材料|文稿|范文).{0,14}(?:文库|范文|文秘|网友|会员).{0,8}(?:转码|生成|上传|整理|提供)"
    r"|(?:下载|转载|采集|摘录)自[“《]?[\u4e00-\u9fffA-Za-z]{1,12}(?:文库|范文|公文|文秘|素材|写作|文稿)[\u4e00-\u9fff]{0,4}"
)
_CHANNEL = compile_late(
    r"代写|代笔|润笔|公众号|订阅号|微信|QQ|qq|扣扣|[网云]盘|会员|客服|二维码|星球|店铺|淘宝|闲鱼|知乎|简书|下载|进群|加群|入群|交流群|"
    + _URL
)
_APPEAL = compile_late(
    r"欢迎(?:加入|关注|添加|订阅|使用|访问|下载|咨询)|请(?:关注|添加|加|联系|认准|扫|访问|搜索|登录|咨询|点击|私信)|(?:咨询|购买|合作|投稿)(?:请|电话|热线|[:：])"
    r"|免费(?:领取|获取|下载|分享)|领取(?:资料|材料|素材)|资料包|干货|您的?|更多(?:内容|材料|资料|精彩)|小伙伴|(?:添加|联系)(?:老师|客服|小编)|领取|每日更新|一键(?:下载|搜索|查找)|接单|好评|请联系|各类代|价格|付款|原创(?:高质量|材料|素材)|高质量素材|各类(?:材料|素材|代笔|范文)"
    r"|领(?:取)?(?:全套|资料|完整版|同款|模板)|想要(?:更多|全套|完整)|加(?:微信|薇|[vV][xX]|群)领"
    r"|点击(?:下方|链接|阅读)|关注我们|本站|本号|本平台|本店|唯一平台"
)
_FORBIDS = compile_late(r"打击|严禁|查处|整治|禁止|杜绝|不得|治理|防范|抵制|防止")
"""A report may speak against what advertisers sell: 严厉打击代写论文."""
_DEED = (
    r"(?:^|[，、：“”\s])(?:并|还|已|又)?(?:引导|组织|依托|通过|利用|借助|开通|开设|建成|建立|搭建|打造|创办|推出|优化|完善|升级"
    r"|运营|推广|加强|强化|发动|动员|鼓励|制作|上线|用好|办好|指导"
    r"|在[^，。]{0,20}(?:公众号|微信群|平台)[^，。]{0,20}(?:发布|开设|设立|推出|推送|刊发))"
)
_COUNT = r"\d[.,]*(?:[万亿]|[余多]?(?:人次?|[条次篇件户期个项块家场名份批元]|[%％]))"
_TOLD = (
    r"(?:群众|村民|居民|企业|干部|党员|支部)[^，。]{0,6}(?:扫码|扫描|识别|关注|点击|搜索|反映|咨询|留言|下载)"
    r"|由[^，。]{1,12}(?:负责|运营|审核|管理|维护|牵头)|(?:未|没有)(?:发生|出现)"
)
_WORKED = compile_late(f"{_DEED}|{_COUNT}|{_TOLD}")
"""A report tells what was done on a channel of its own, by whom, and what came of it."""
_WORKED_SO_MUCH = compile_late(f"(?:{_DEED})[^。]*?{_COUNT}")
"""Both: then what it asks of its reader besides does not make an advertisement of it."""
_TRADE = compile_late(
    r"范文|素材|模板|干货|代写|代笔|润笔|文库|文秘|笔杆|公文|写作|写材料|资料包|会员|[网云]盘|提取码|材料[群星库汪]|[进加入]群|群友"
    r"|(?:领取|下载|获取|更多|免费|全套|各类|优质|高质量|每日更新)[^，。]{0,6}(?:材料|资料|文稿)|(?:材料|资料|文稿)[^，。]{0,6}(?:领取|下载|更新)"
    r"|后台回复|回复关键|本(?:公众号|号|站|店)|我们的(?:公众号|微信)|关注我们(?!的)|(?:添加|加)(?:老师|客服|小编)"
    r"|客服|[:：]\s*[A-Za-z0-9_-]{3,}|(?:微信|QQ|qq|[vV][xX])\s*[:：]?\s*[A-Za-z0-9_-]{5,}"
)
"""What a report about its own channel does not offer its reader."""
_ASKS = compile_late(
    r"(?:欢迎|敬请|请|记得|赶紧|立即)(?:大家|各位|您|扫码|长按|点击|广大|群众|村民|居民|市民|企业|干部|党员|家长|朋友)*(?:关注|搜索|添加|加|订阅|扫|访问|登录|联系|咨询)(?!的)"
    r"|长按|点击[上下]方"
)
"""What it hardly asks of them."""
_CONTACT = compile_late(r"[:：]\s*[A-Za-z0-9_-]{3,}|客服|联系[:：]|请加|公众号[:：]")
# Every alternative begins with a plain letter: the search then skips all others at once.
_PREFILTER = compile_late(
    r"公众号|订阅号|微信|QQ|qq|扣扣|网盘|云盘|会员|客服|二维码|星球|代写|代笔|润笔|素材|范文|公文|文库|文档|下载|加群|进群|入群|群[:：]|转载|版权|侵权|本文|来源"
    r"|来自|转自|摘自|更多|仅供|小伙伴|假冒|接单|vx|VX|V信|加V|威信|薇信|加微|WeChat|wechat|Wechat|weChat|www\.|http|\.(?:com|cn|net|org|top|vip|cc)|回复|私信|扫码|扫描|试读|付费|淘宝|天猫|闲鱼|拼多多|知乎|号[:：搜“【]|gzh|GZH|Gzh|Q群|q群|企鹅|V❤|V♥|V💚|v❤|v♥|v💚|Vx|vX|Ⅴ|薇|微[^\w\s]信|公.?众|完整版|全套|转码|载自|采集自|摘录自|选自|编自|编辑[:：]|豆丁|道客|笔杆子|秘书网|文秘网|材料[星群库网]|提取码|解压"
)
_WEAK_CONTACT = compile_late(
    r"[\d\s]{6,}|[:：]\s*[A-Za-z0-9_ -]{3,}|电话|联系|微信|QQ|客服|群|会员|素材|材料|【.{1,20}】——"
)
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
_OPENER = compile_late(
    r"本文(?:来自|来源|源自|转自|由)|更多[\u4e00-\u9fff]{0,8}?(?:范文|资料|材料|素材|公文|干货|精彩|内容|文章|原创|[^，。]{0,4}(?:信息|资讯))|(?:请|欢迎|敬请)(?:大家)?(?:关注|搜索|添加|加入|访问)"
    r"|(?:搜索|关注|添加)(?:微信)?公众号|(?:微信)?公众号[:：]|(?:来源|转自|摘自)[:：]|客服[:：微]|【|微信号?[:：]|QQ群?[:：\d]|(?:扫码|长按)|"
    + _URL
)
_ADDRESS = compile_late(rf"{_URL}|[A-Za-z][A-Za-z0-9_-]{{4,}}|\d{{5,}}|[”」】]")
_PROSE = compile_late(r"[\u4e00-\u9fff]")
_MIN_REST = 4
"""Fewer Chinese characters than this behind an address are still the advertisement's."""
_SELLS = compile_late(
    r"领取?|获取|下载|加入|关注|回复|范文|素材|资料|微信|公众号|客服|会员|免费|扫码|咨询"
)
_MIN_PROSE = 12
"""Fewer characters than this before an advertisement's opener are part of it."""


def find_adverts(text: str) -> list[Noise]:
    """Return advertisements, watermarks and source tags, in reading order."""
    found = _find(fold(text))
    return [replace(n, text=text[n.start : n.end]) for n in found]


def _find(text: str) -> list[Noise]:
    if not _PREFILTER.search(text):
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
        if not _PREFILTER.search(text, first, last):
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
    if not _PREFILTER.search(sentence) or _reports(sentence):
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
