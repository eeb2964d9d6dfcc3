"""What a chat program leaves around a text it wrote, and Markdown in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.findings import Finding
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

_PHRASES = compile_late(
    "|".join(
        (
            r"^[ \t\u3000]*(?:好的|当然可以|没问题|收到|明白了?)[，,！!。].{0,40}",
            r"以下是(?:我?为您|根据您|按照您|(?:修改|改写|润色|优化|整理|扩写|缩写|精简)后?的?)"
            r"[^\n。]{0,40}",
            r"希望(?:以上|这份|这篇|本)?[^\n。，]{0,12}(?:对您|对你|能(?:够)?帮(?:助|到)|有所帮助)"
            r"[^\n]{0,40}",
            r"作为(?:一个|一名)?(?:AI|人工智能(?:助手|模型)|大?语言模型)[^\n。]{0,30}",
            r"(?:如果?|若)(?:还)?(?:有|需要?)[^\n。]{0,16}[请可](?:告诉|告知|联系)我(?![们局市县镇区])"
            r"[^\n]{0,20}",
            r"(?:请|可)?随时(?:告诉|告知|联系)我(?![们局市县镇区])[^\n]{0,20}",
            r"如(?:果)?(?:您|你|需)(?:还|要)?(?:有|需要)?(?:调整|修改|进一步|其他|任何|补充)"
            r"[^\n。]{0,30}(?:告诉|告知|提出|说明|联系)[^\n]{0,10}",
            r"请(?:您)?根据(?:您的)?实际情况(?:进行)?(?:修改|调整|填写|补充|替换)[^\n]{0,10}",
            r"[（(【]?(?:注|说明|提示|备注)[:：][^\n]{0,20}"
            r"(?:仅供参考|由AI|自动生成|可根据(?:实际|需要))[^\n]{0,20}",
            r"^[ \t]*(?:Sure|Certainly|Of course)[,!.][^\n]{0,60}",
            r"^[ \t]*Here (?:is|are) [^\n]{0,60}",
            r"(?:I hope this helps|Let me know if|As an AI)[^\n]{0,60}",
            r"<\|?(?:im_end|im_start|endoftext|think|/think)\|?>|</?think>",
        )
    ),
    re.MULTILINE,
)
# What each of them holds, so that most texts are passed over at once.
_QUICK = compile_late(
    r"好的[，,！!。]|当然可以|没问题[，,！!。]|收到[，,！!。]|明白了?[，,！!。]|以下是|希望[^\n。，]{0,15}[您你帮]|作为[一A人大语]|随时[告联]|如[果您你需]|[请可](?:告[诉知]|联系)我"
    r"|请根据|请您根据|仅供参考|由AI|自动生成|可根据"
    r"|Sure|Certainly|Of course|Here |I hope|Let me|As an|<"
)
_SIGNS = compile_late(r"#|\*\*|```|---|\|")
# **镇**村 are placeholders, so only bold that covers a line, a lead or a sentence counts.
_MARKDOWN = compile_late(
    "|".join(
        (
            r"^[ \t]*#{1,6}[ \t]+\S[^\n]{0,60}",
            r"^[ \t]*(?:[*-][ \t]+)?\*\*[^*\n]{2,80}\*\*",
            r"\*\*[^*\n]{1,60}[：:。]\*\*",
            r"\*\*[^*\n]{2,40}\*\*(?=[：:])",
            r"^[ \t]*```[^\n]*",
            r"^[ \t]*-{3,}[ \t]*$",
            r"^\|(?:[ :-]*\|){2,}[ \t]*$",
        )
    ),
    re.MULTILINE,
)


def check(paper: Paper) -> Iterator[Finding]:
    """Yield every leftover of a chat reply; Markdown only where the report is plain text."""
    for match in _PHRASES.finditer(paper.text) if _QUICK.search(paper.text) else ():
        yield paper.finding(
            "chat_leftover",
            match.start() + len(match.group()) - len(match.group().lstrip()),
            match.end(),
            words=match.group().strip(),
        )
    if paper.markdown or not _SIGNS.search(paper.text):
        return
    for match in _MARKDOWN.finditer(paper.text):
        words = match.group().strip()
        yield paper.finding(
            "markdown_leftover", match.start() + match.group().find(words), match.end(), words=words
        )
