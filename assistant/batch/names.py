"""What a person reads on the summary and in the tables, in both languages."""

from __future__ import annotations

from assistant.findings import Language, Message

OUTCOMES = {
    "accepted": Message("采纳", "accepted"),
    "review": Message("待审", "review"),
    "unchanged": Message("未改", "unchanged"),
    "failed": Message("未处理", "not done"),
    "open": Message("排队中", "still to do"),
}
ENGINES = {
    "model": Message("模型", "model"),
    "rules": Message("规则", "rules"),
    "none": Message("没有改动", "no change"),
}
SEVERITIES = {
    "error": Message("错误", "error"),
    "warning": Message("警告", "warning"),
    "info": Message("提示", "note"),
}
TASKS = {
    "clean": Message("清理", "Clean"),
    "restructure": Message("重组", "Restructure"),
    "shorten": Message("精简", "Shorten"),
    "fill": Message("填充", "Fill"),
    "rewrite": Message("改写", "Rewrite"),
}

_SUBJECTS = {
    "chat": "聊天用语",
    "content": "内容",
    "date": "日期",
    "direction": "增减方向",
    "duties": "职务",
    "facts": "事实表",
    "figure": "数据",
    "figures": "数据",
    "gap": "空缺",
    "heading": "标题",
    "language": "语言",
    "length": "篇幅",
    "level": "层级",
    "mark": "标点",
    "markdown": "标记符号",
    "name": "名称",
    "negation": "否定",
    "numbering": "序号",
    "part": "应有部分",
    "period": "时间",
    "problems": "问题",
    "prompt": "提示词",
    "quote": "引语",
    "repair": "返工",
    "reply": "模型答复",
    "section": "部分",
    "sentence": "句子",
    "term": "固定提法",
    "title": "文件名",
    "voice": "人称",
    "wording": "模型措辞",
    "wordings": "模型措辞",
}
_HAPPENED = {
    "added": "多出",
    "bound": "挂错对象",
    "changed": "改变",
    "crossed": "交叉",
    "deep": "过深",
    "differ": "不一致",
    "differs": "不一致",
    "drift": "混用",
    "dropped": "略去",
    "empty": "空缺",
    "filled_without_fact": "无据填入",
    "flipped": "颠倒",
    "jumped": "跳级",
    "leftover": "残留",
    "loop": "打转",
    "lost": "丢失",
    "mark": "写法",
    "missed": "未达到",
    "missing": "缺失",
    "mixed": "混用",
    "moved": "换了位置",
    "order": "错乱",
    "other": "不符",
    "phrase": "残留",
    "refused": "被拒",
    "regrouped": "重组",
    "repeated": "重复",
    "skipped": "跳号",
    "swapped": "互换",
    "too_long": "过长",
    "too_short": "过短",
    "unanswered": "无对应措施",
    "unclosed": "未闭合",
    "unopened": "未开头",
    "unsupported": "无依据",
    "unusable": "不可用",
    "unused": "未用上",
    "zero": "写法",
}
_WHOLE = {
    "too_long": "篇幅过长",
    "too_short": "篇幅过短",
    "cut_off": "没有写完",
    "already_so": "本已如此",
    "not_chinese": "不是中文",
    "unchanged": "没有改动",
    "comma_between": "序号后的逗号",
    "part_exceeds_whole": "部分大于总数",
    "rate_differs": "比率与数量不符",
    "change_differs": "变化与前后数值不符",
    "unit_repeated": "单位写了两遍",
    "range_percent": "百分比范围写法",
    "numeral_mixed": "数字写法混用",
    "number_bracket": "序号括号写法",
    "approximate_mark": "约数写法",
    "figure_differs": "前后数据不一致",
    "next_steps": "下步打算",
    "plan_made_fact": "计划写成事实",
    "part_made_whole": "部分写成全部",
    "others_work_claimed": "他人工作写成自己做的",
    "change_by_or_to": "变化量与变化后的数混淆",
    "slot_empty": "没有材料的标题",
    "not_as_asked": "没有照要求做",
    "place_by_default": "归属不明的句子",
}


def finding_name(code: str, language: Language = Language.ZH) -> str:
    """Name a kind of finding (`figure_dropped`: 数据略去); an unnamed code is shown as it is."""
    if language is Language.EN:
        return code.replace("_", " ")
    if code in _WHOLE:
        return _WHOLE[code]
    subject, _, happened = code.partition("_")
    if subject in _SUBJECTS and happened in _HAPPENED:
        return _SUBJECTS[subject] + _HAPPENED[happened]
    return code.replace("_", " ")


def name(table: dict[str, Message], key: str, language: Language = Language.ZH) -> str:
    """Return the name of a word of the contract, or the word itself where it has none."""
    message = table.get(key)
    return message.text(language) if message else key
