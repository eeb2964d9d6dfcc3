"""Language drift: English, pinyin, traditional characters or another script the source lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import found
from assistant.findings import Message, Severity
from assistant.verify.model import Comparison, Seen

_LATIN_RUN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’.-]*(?:[ ,]+[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’.-]*)*")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_TONED = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", re.IGNORECASE)
_FOREIGN = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]+")
_CJK = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
# Frequent characters that simplified Chinese does not use.
_TRADITIONAL = frozenset(
    "個們這來時國學會對發經過還進說開關實業產動務黨導員統紀總應強設體專題機報領幹監達萬億與為無數據較規責擔書記議問長東車門見"
    "現點樣當從頭兩電愛親聽讀寫買賣錢銀鐵飯館馬鳥魚龍龜麗麼義習鄉舉農縣區衛團圖場壞廣廠廳張彈後復慶憂懷戰戶揚換撥攝斷於條極樓"
    "標樹橋權歡歲歷氣決況淨準溝滿濟濱灣災爐爭犧獎環療盡眾確禮種積穩穫競筆節築簡約級納純紛細終組結給絕維網緊練績繼續聯職聲腦臉"
    "舊艱蘭處號補裝襲視覺觀計訂訊訓託許訴評詞試話該認誠語誤請論諮調諧證識護譽變讓豐負財貢貧貨質購費資賞賢賴贊趕跡踐軍軟輕輛輪"
    "轉辦運遊遠適選遺醫釋錯鍵鎮鐘間閱隊階際隨險難靈靜響項順須預頗頻顆顧顯風飛養馳驗驚鬥齊齡"
)
_FEW_WORDS, _MANY_WORDS = 3, 5
_LEAST_CJK = 0.5


def check_language(comparison: Comparison) -> Iterator[Seen]:
    """Yield errors for stretches of another language or script that the source does not have."""
    source, output = comparison.source, comparison.output
    for match in _LATIN_RUN.finditer(output):
        words = _WORD.findall(match[0])
        if match[0] in comparison.support or match[0] in source:
            continue
        new = [word for word in words if word not in comparison.support and len(word) > 1]
        if _TONED.search(match[0]) or len(new) >= _FEW_WORDS:
            severity = Severity.ERROR
        elif new and any(len(word) >= _MANY_WORDS for word in new):
            severity = Severity.WARNING
        else:
            continue
        yield _drift(severity, match, Message("外文或拼音", "Latin words"))
        if severity is Severity.ERROR:
            break
    for match in _FOREIGN.finditer(output):
        if match[0] not in source:
            yield _drift(Severity.ERROR, match, Message("其他文字", "another script"))
            break
    signs = _TRADITIONAL.intersection(output).difference(source)
    if new_signs := [i for i, char in enumerate(output) if char in signs] if signs else []:
        place = new_signs[0]
        severity = Severity.ERROR if len(new_signs) > 1 else Severity.WARNING
        yield found(
            "traditional",
            severity=severity,
            output=(place, place + 1),
            evidence=output[place : place + 10],
            sign=output[place],
            count=len(new_signs),
        )
    if output.strip() and _share(output) < _LEAST_CJK <= _share(source):
        yield found("not_chinese", output=(0, len(output)), evidence=output[:24])


def _share(text: str) -> float:
    """Return the share of Chinese among Chinese characters and Latin letters."""
    cjk, letters = len(_CJK.findall(text)), len(_LETTER.findall(text))
    return cjk / (cjk + letters) if cjk + letters else 0.0


def _drift(severity: Severity, match: re.Match[str], what: Message) -> Seen:
    return found(
        "language_drift",
        severity=severity,
        output=match.span(),
        evidence=match[0][:40],
        what=what,
        words=match[0],
    )
