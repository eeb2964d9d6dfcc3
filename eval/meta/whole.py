"""Errors of a whole output: cut off, padded, not worked on, chat around it, another language."""

from __future__ import annotations

import random
import re
from typing import Final

from eval.case import Case
from eval.meta.text import chosen, pick, put, within

_SENTENCE: Final = re.compile(r"(?<=[。；\n])[^。；\n]{8,}。")
_FILLING: Final = (
    "征途漫漫，惟有奋斗，让我们以梦为马、不负时代。",
    "回望来路，我们感慨万千；展望前方，我们信心百倍。",
    "我们将以更加昂扬的姿态、更加有力的行动，交出一份让各方满意的答卷。",
    "实践证明，只有方向明、步子稳、劲头足，才能把各项事业不断推向前进。",
    "凡是过往，皆为序章；所有将来，皆是可盼。",
    "这些成绩的取得，离不开方方面面的关心关爱和大力支持，在此表示衷心的感谢。",
    "奋斗成就梦想，实干创造未来，新的征程号角已经吹响。",
    "始终保持时不我待的紧迫感、舍我其谁的责任感，乘势而上、全面发力。",
    "站在新的历史起点，要以踏石留印、抓铁有痕的劲头，推动各项工作再上新水平。",
    "雄关漫道真如铁，而今迈步从头越，唯有拼搏方能不负伟大时代。",
    "总之，使命光荣、责任重大，必须一以贯之、久久为功，奋力开创更加美好的明天。",
    "我们坚信，在各方共同努力下，一定能够战胜前进道路上的一切艰难险阻，续写新的辉煌。",
    "思想是行动的先导，态度决定高度，格局决定结局，细节决定成败。",
    "我们要咬定目标不放松，一张蓝图绘到底，在奋进中展现新担当、实现新突破。",
    "长风破浪会有时，直挂云帆济沧海，让我们携起手来共创美好未来。",
)
_BEFORE: Final = (
    "好的，以下是为您整理后的内容：\n\n",
    "当然可以！下面是改写后的版本：\n",
    "根据您的要求，我对原文做了如下修改：\n\n",
    "以下是压缩后的文本：\n",
    "没问题，改好的内容如下：\n",
    "好的！我已按照要求完成了改写。\n",
    "Sure, here is the rewritten text:\n",
    "这是修改后的报告：\n",
)
_AFTER: Final = (
    "\n\n希望以上内容对您有所帮助！",
    "\n如果还需要调整，请随时告诉我。",
    "\n（注：以上内容已根据您提供的材料进行填充）",
    "\n\n如需进一步修改，欢迎告知。",
    "\n以上是改写后的内容，请查阅。",
    "\n说明：已将原文压缩到要求的字数，保留了全部数据。",
    "\nLet me know if you need any changes.",
)
_FOREIGN: Final = (
    "Over the past year the office made solid progress in every area of its work.",
    "The leadership team will continue to improve services for local residents.",
    "Jìnyībù jiāqiáng lǐlùn xuéxí, tígāo zhèngzhì zhànwèi.",
    "一年來，領導班子團結帶領幹部職工，紮實開展各項業務。",
    "今後將繼續強化責任擔當，確保目標任務順利實現。",
    "この一年間、私たちは業務の改善に取り組んできました。",
    "За прошедший год коллектив добился заметных результатов.",
    "지난 한 해 동안 모든 업무에서 성과를 거두었습니다.",
)


def cut_off(case: Case, rng: random.Random) -> str | None:
    """The text stops in the middle of a sentence of its second half."""
    spans = chosen(case)
    start, end = spans[-1]
    text = case.reference
    if end - start < 40:
        return None
    for _ in range(20):
        place = rng.randrange((start + end) // 2, end - 2)
        if text[place - 1] not in "。！？；，、：\n” " and text[place] not in "。！？；\n":
            break
    else:
        return None
    # Half of the time only the chosen part stops, and what follows it stands.
    return text[:place] + (text[end:] if rng.random() < 0.5 else "")


def padded(case: Case, rng: random.Random) -> str | None:
    """One to three sentences that say nothing are put behind a paragraph."""

    def change(text: str, rng: random.Random) -> str | None:
        ends = [m.end() for m in re.finditer(r"[。！](?=\s*(?:\n|$))", text)]
        place = pick(rng, ends)
        if place is None:
            return None
        words = "".join(rng.sample(_FILLING, rng.randrange(1, 4)))
        return put(text, place, place, words)

    return within(case, change, rng)


def copied(case: Case, _rng: random.Random) -> str | None:
    """The source comes back as it was."""
    same = re.sub(r"\s", "", case.source) == re.sub(r"\s", "", case.reference)
    return None if same else case.source


def chat(case: Case, rng: random.Random) -> str | None:
    """Words of a chat stand before or behind the text."""
    if rng.random() < 0.6:
        return rng.choice(_BEFORE) + case.reference
    return case.reference.rstrip() + rng.choice(_AFTER)


def language(case: Case, rng: random.Random) -> str | None:
    """A sentence is in English, pinyin, traditional characters, or another script."""

    def change(text: str, rng: random.Random) -> str | None:
        match = pick(rng, list(_SENTENCE.finditer(text)))
        return None if match is None else put(text, *match.span(), rng.choice(_FOREIGN))

    return within(case, change, rng)
