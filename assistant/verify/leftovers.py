"""What a chat model leaves around its answer: greetings, Markdown, words of the prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import found
from assistant.verify.model import Comparison, Seen

_CHAT = re.compile(
    r"^[^\S\n]*+(?:好的|当然可以|当然|没问题|可以的|明白了?|收到|很高兴|非常感谢您|谢谢您)[，,。！!：:]"
    r"|^[^\S\n]*+(?:以下是|下面是|这是|如下是)[^。\n]{0,24}(?:[：:]|改写|版本|内容|文本|报告)"
    r"|(?:以下|下面)(?:是|为)[^。，\n]{0,20}(?:改写|修改|润色|压缩|精简|优化|重写|调整|整理|填充|缩写|扩写)[^。，\n]{0,16}[：:]"
    r"|^[^\S\n]*+(?:改写|修改|润色|压缩|精简|优化|重写|缩写|调整|整理)(?:后的?)?[^。，\n]{0,10}[：:]"
    r"|希望(?:这|以上|上述|本|对)[^。\n]{0,24}(?:帮助|帮到|有用|满意|符合)"
    # 如有不妥，请批评指正 is how a report ends.
    r"|(?:如果|如|若)(?:您|你)?(?:还)?(?:有|需要?)(?![^。\n]{0,24}(?:批评|指正|审议|评议))"
    r"[^。\n]{0,24}(?:请|告诉|联系|随时|提出|告知|欢迎)"
    r"|^[^\S\n]*+(?:以上|上述)(?:就?是|为|内容)[^。\n]{0,12}(?:改写|修改|润色|压缩|精简|优化|重写|调整|整理|填充)"
    r"|请(?:随时)?(?:告诉|告知|联系)我|作为(?:一个|一名)?(?:AI|人工智能|语言模型|大模型)"
    r"|(?:根据|按照|遵照)(?:您|你)的?(?:要求|需求|指示|提示|说明)"
    r"|我(?:已经?|将|会|来)(?:为|帮|替|按|根据)(?:您|你)|(?:为|帮)(?:您|你)(?:改写|修改|润色|压缩|整理)"
    r"|(?:抱歉|对不起|很遗憾)[，,][^。\n]{0,20}(?:我|无法|不能)|我无法(?:提供|完成|处理|协助)"
    r"|(?:注|说明|备注|提示)[：:](?:以上|上述|本文|此|改写|已|在改写|为了)"
    r"|^[^\S\n]*+(?:Sure|Certainly|Of course|Here(?:'s| is| are)|Okay|OK)\b"
    r"|\b(?:As an AI|I (?:have|can|cannot)|Let me know|I hope this|Note that)\b"
    r"|<\|?(?:im_start|im_end|endoftext|think|/think)\|?>"
    r"|(?:改写|压缩|修改|精简)(?:后|结果)(?:共|约|的?字数)|(?:全文|以上)共?(?:约)?\d+字[。）)]?\s*$"
    r"|\[(?:INST|/INST)\]|###?\s*(?:Response|Instruction|Answer)",
    re.MULTILINE | re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"\*\*[^*\n]+\*\*|__[^_\n]+__|^\s{0,3}#{1,6}\s|^[^\S\n]*+```|`[^`\n]+`|^[^\S\n]*+[-*+]\s+(?=\S)|^[^\S\n]*+>\s"
    r"|^[^\S\n]*+\|.+\|\s*$|^[^\S\n]*+(?:-{3,}|\*{3,})\s*$|!?\[[^\[\]\n]+\]\([^()\n]+\)|</?(?:p|br|b|div|span|h\d)\b[^<>]*>",
    re.MULTILINE,
)
_PROMPT = re.compile(
    r"【?(?:改写要求|写作要求|任务要求|输出要求|输出格式|输入文本|待改写文本?|待压缩文本?|原文内容|改写结果"
    r"|参考示例|示例输出|示例输入|字数要求|系统提示)】?\s*[：:]|^[^\S\n]*+(?:原文|输出|输入|答案|结果|改写|示例|要求)\s*[：:]"
    r"|^[^\S\n]*+\{\s*\"\w+\"\s*:|\"\s*\}\s*$",
    re.MULTILINE,
)
_CLAUSE = re.compile(r"[^，。；！？,;!?\n]{6,}")


def check_leftovers(comparison: Comparison) -> Iterator[Seen]:
    """Yield chat phrases, Markdown in plain text, and words of the prompt, where the source has
    none of them."""
    patterns = {"chat_phrase": _CHAT, "prompt_leftover": _PROMPT}
    if comparison.scope.plain_text:
        patterns["markdown"] = _MARKDOWN
    for code, pattern in patterns.items():
        if code == "markdown" and _as_many(pattern, comparison):
            continue
        for match in pattern.finditer(comparison.output):
            words = match[0].strip()
            if not words or (code != "markdown" and words in comparison.source):
                continue
            yield found(code, output=match.span(), evidence=words)
            break
    yield from _copied(comparison)


def _as_many(pattern: re.Pattern[str], comparison: Comparison) -> bool:
    """Tell whether the source has such marks already, and the output no more of them."""
    return len(pattern.findall(comparison.output)) <= len(pattern.findall(comparison.source))


def _copied(comparison: Comparison) -> Iterator[Seen]:
    prompt = comparison.scope.prompt
    if not prompt:
        return
    for match in _CLAUSE.finditer(comparison.output):
        words = match[0].strip()
        if words not in prompt:  # the shortest of the three texts
            continue
        if words not in comparison.source and words not in comparison.scope.context:
            yield found("prompt_leftover", says="copied", output=match.span(), evidence=words)
            return
