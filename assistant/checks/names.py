"""Names of people and organisations: none invented, none altered, none lost unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import Span, seen
from assistant.findings import Severity

_SURNAME = (
    "(?:欧阳|上官|司马|诸葛|皇甫|令狐|[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹"
    "喻柏窦章苏潘葛范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕罗毕郝邬安常于傅卞齐康伍余顾孟黄穆萧"
    "尹姚邵汪祁毛狄米贝明臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊"
    "胡凌霍虞万支柯管卢莫房解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封储靳段焦侯全班仰秋伊宫"
    "宁仇栾甘厉祖武符刘景詹龙叶司韶黎薄白怀蒲从索赖卓屠蒙池乔闻党翟谭劳冉桑桂牛边尚农温庄晏柴瞿阎慕连习艾向古"
    "易廖居衡步耿文东欧沃利越师巩聂晁勾敖冷辛那简饶曾关相查荆红游权岳肖涂覃])"
)
_GIVEN = r"[\u4e00-\u9fff]{1,2}?"
_POST = (
    "书记|主任|局长|县长|市长|省长|区长|镇长|乡长|部长|处长|科长|所长|站长|院长|校长|社长|会长|厅长|馆长|行长|秘书长|司令|政委"
    "|总经理|董事长|经理|主席|委员|常委|组长|队长|干事|支书|专员|主管|教授|医生|老师|法官|检察官|警官|代表"
)
# A name with a post or 同志 behind it, behind a post, or in charge of something.
_DOES = "牵头|带队|带头|负责|担任|主持|分管|出席|参加|率队|荣获|任组长|为组长|等人|等同志"
_END = r"(?=[，、。；）（\s]|$)"
# A name with 同志 or a post behind it, behind a post or a body, or in charge of something.
_PEOPLE = (
    re.compile(rf"({_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=等?同志)"),
    re.compile(rf"(?<![\u4e00-\u9fff])({_SURNAME}{_GIVEN})(?=(?:副)?(?:{_POST}))"),
    re.compile(rf"(?<=[、由与和及向请])({_SURNAME}{_GIVEN})(?={_DOES}|等\d*[人名])"),
    re.compile(
        rf"(?:{_POST}|同志|选手|模范|党员)({_SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?:(?={_DOES})|{_END})"
    ),
    re.compile(rf"(?:述职|报告|汇报|发言|负责)人[：:]\s*({_SURNAME}{_GIVEN})(?=\s|$)"),
    re.compile(
        rf"(?<=、)({_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=、{_SURNAME}[\u4e00-\u9fff]{{1,2}}等)"
    ),
)
_NOT_NAME = re.compile(
    r"[的了和与及在为是不有各级区市省县乡镇村党们等]|工作|建设|发展|管理|项目|责任|支部|干部|群众|组织|负责|班子"
    r"|分管|任何|方面|有关|相关|全体|主要|常委|党员|青年|女|老"
)
_BODY = (
    "管理委员会|工作委员会|委员会|办公室|人民政府|人民法院|检察院|法院|公安局|派出所|协会|商会|联合会|基金会|研究院"
    "|研究所|实验室|党校|学院|大学|中学|小学|幼儿园|医院|卫生院|卫生室|银行|集团|公司|合作社|街道|社区|开发区|产业园"
    "|工业园|局|厅|镇|乡|村|县"
)
# A body is told by what stands right before its kind; the kind must not go on as another word.
_ORGANISATION = re.compile(
    rf"([\u4e00-\u9fff]{{2,8}}?)({_BODY})(?![长级民域内外通史医企貌际情区委干部村庄城街乡])"
)
# Two characters before 县, 村, 社区 and the like that make a kind or an action, not a name.
_COMMON = frozenset(
    word
    for line in resources.files("assistant.checks")
    .joinpath("common_words.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_KINDS = re.compile("(?:[乡农山新全本旧邻]村|[城返家下回故老全本]乡|[城乡全本]镇|[全本邻]县)$")
_JOINT = re.compile(
    r"[各全本我该每某两多等几一二三四五六七八九十个家所座条名和与及对在到向从由被把为是的进入驻包联帮以于让使将给并或又有增加推扩促减"
    r"到市县区省]"
)


_TOWNS = frozenset(("镇", "乡", "村", "县", "社区", "街道", "公司", "医院"))
_PART = re.compile(rf"(?!{_JOINT.pattern})[\u4e00-\u9fff]")  # may be part of a longer name


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a text."""

    text: str
    start: int
    end: int


def is_person(word: str) -> bool:
    """Tell whether a word may be a person's full name: a surname and one or two characters."""
    return re.fullmatch(rf"{_SURNAME}[\u4e00-\u9fff]{{1,2}}", word) is not None


def people(text: str) -> list[Name]:
    """Return what stands in `text` like the name of a person (a post or 同志 beside it)."""
    found: dict[int, Name] = {}
    for pattern in _PEOPLE:
        for match in pattern.finditer(text):
            name = match[1]
            if len(name) >= 2 and not _NOT_NAME.search(name):
                found.setdefault(match.start(1), Name(name, *match.span(1)))
    return [found[place] for place in sorted(found)]


def organisations(text: str) -> list[Name]:
    """Return the names that end in a word for a body or place: the last two characters of the
    proper part and that word (…红星街道), which is what tells one from another."""
    found = []
    for match in _ORGANISATION.finditer(text):
        proper = match[1][-2:]
        serial = proper[0] == "第"
        if proper in _COMMON or (_JOINT.search(proper) and not serial) or _KINDS.search(match[0]):
            continue
        if match[2] in _TOWNS and _is_verb(proper):
            continue  # 提交镇人大, 改建乡镇基层社
        start = match.end(1) - len(proper)
        found.append(Name(proper + match[2], start, match.end()))
    return found


@lru_cache(maxsize=4096)
def _is_verb(word: str) -> bool:
    """Tell whether the dictionary knows a word as a verb alone."""
    import rjieba  # 0.1 s to load its dictionary

    return [tag for _, tag in rjieba.tag(word)] == ["v"]


def check_names(comparison: Comparison) -> Iterator[Seen]:
    """Yield names in the output without support, and those of the source that it altered."""
    support = re.sub(r"\s+", "", comparison.support)
    yield from _check(
        comparison, people(comparison.source), people(comparison.output), support, person=True
    )
    yield from _check(
        comparison,
        organisations(comparison.source),
        organisations(comparison.output),
        support,
        person=False,
    )


def _check(
    comparison: Comparison, before: list[Name], after: list[Name], support: str, *, person: bool
) -> Iterator[Seen]:
    word_zh, word_en = ("人名", "name") if person else ("单位或地名", "organisation or place")
    lost = [name for name in before if name.text not in comparison.output]
    told: set[str] = set()
    for name in after:
        if name.text in told or _known(comparison, name, support, person=person):
            continue
        told.add(name.text)
        original = next((old for old in lost if _alike(old.text, name.text)), None)
        yield seen(
            "name_changed" if original else "name_unsupported",
            Severity.ERROR,
            f"{word_zh}被改动：“{original.text}”成了“{name.text}”"
            if original
            else f"{word_zh}“{name.text}”在原文和事实中都没有依据",
            f"{word_en} changed: {original.text} became {name.text}"
            if original
            else f"{word_en} {name.text} has no support",
            source=_span(original),
            output=_span(name),
            evidence=name.text,
        )
    for name in lost:
        if name.text in told:
            continue
        told.add(name.text)
        severity = Severity.INFO if comparison.scope.may_drop or not person else Severity.WARNING
        yield seen(
            "name_dropped", severity,
            f"原文的{word_zh}“{name.text}”在改写后不见了",
            f"{word_en} {name.text} of the source is missing from the rewrite",
            source=_span(name), evidence=name.text,
        )  # fmt: skip


def _span(name: Name | None) -> Span | None:
    return (name.start, name.end) if name else None


def _alike(old: str, new: str) -> bool:
    """Tell whether two names share enough to be one altered: an end, or half the characters."""
    return old[-2:] == new[-2:] or old[:1] == new[:1] or len(set(old) & set(new)) * 2 >= len(old)


def _known(comparison: Comparison, name: Name, support: str, *, person: bool) -> bool:
    """Tell whether `name` stands in the support, or (a body) its characters do so in order within
    one longer name: 住建局 for 住房和城乡建设局."""
    if name.text in support:
        return person or not _renamed(comparison, name)
    if person:
        return False
    return re.search(r"[\u4e00-\u9fff]{0,4}?".join(map(re.escape, name.text)), support) is not None


def _renamed(comparison: Comparison, name: Name) -> bool:
    """Tell whether what goes on before `name` (医疗|保障局) is another than everywhere in the
    support (住房|保障局), where the name goes on there as well."""
    char = comparison.output[name.start - 1 : name.start]
    if not _PART.fullmatch(char) or char + name.text in comparison.support:
        return False
    before = re.findall(f"(.){re.escape(name.text)}", comparison.support)
    return bool(before) and all(_PART.fullmatch(other) for other in before)
