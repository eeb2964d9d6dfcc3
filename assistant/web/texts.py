"""The fixed words of the page, in Chinese and English, as Gradio's translations take them."""

from __future__ import annotations

from assistant.tasks import TASKS

MARK = "assistant_"

TEXTS: dict[str, tuple[str, str]] = {
    "paste": ("把报告粘贴在这里", "Paste the report here"),
    "paste_hint": (
        "也可以把文件拖到这里，或在下面选择",
        "Or drop a file here, or choose one below",
    ),
    "file": ("选择文件", "Choose a file"),
    "open": ("打开", "Open"),
    "sample": ("看示例", "Sample"),
    "genre": ("文种", "Kind of report"),
    "clean": ("去掉无关文字", "Remove it"),
    "outline": ("目录", "Outline"),
    "another_report": ("打开另一份", "Open another"),
    "text": ("正文", "Text"),
    "history": ("历史", "History"),
    "take": ("下载", "Take away"),
    "talk": ("对话", "Talk"),
    "unfold": ("展开／收起", "Unfold / fold"),
    "gaps": ("待补", "Missing"),
    "facts": ("数据", "Facts"),
    "say": ("请直接说要怎么改", "Say what to change"),
    "say_hint": ("例：压到300字", "e.g. 压到300字"),
    "send": ("发送", "Send"),
    "stop": ("停止", "Stop"),
    **{f"do_{name}": (row.label.zh, row.label.en) for name, row in TASKS.items() if row.button},
    "do_check": ("还缺什么", "What is missing"),
    "go": ("开始", "Begin"),
    "cancel": ("取消", "Cancel"),
    "correct": ("不对，改一改", "Correct it"),
    "task": ("做什么", "What"),
    "section": ("哪一部分", "Which part"),
    "detail": ("压到多少字，或怎么改", "How long, or how"),
    "edit": ("我来改", "Edit by hand"),
    "undo": ("撤销", "Undo"),
    "redo": ("恢复", "Redo"),
    "fill": ("填入这些回答", "Fill in these answers"),
    "facts_table": ("数据表（可直接输入）", "Facts (type here)"),
    "facts_paste": ("从 Excel 复制后粘贴到这里", "Paste rows from Excel here"),
    "facts_hint": ("四列：指标、数值、单位、出处", "Four columns: name, value, unit, source"),
    "facts_file": ("上传数据文件（Excel、CSV 等）", "Upload facts (.xlsx, .csv, .yaml)"),
    "facts_save": ("保存数据", "Save facts"),
    "facts_use": ("用这些数据补空缺", "Fill gaps from these"),
    "facts_parts": ("另外补写缺少的部分", "Draft missing parts as well"),
    "last_year": ("去年", "Last year"),
    "last_year_paste": ("把去年的报告粘贴在这里", "Paste last year's report here"),
    "last_year_keep": ("放在旁边", "Put it beside"),
    "last_year_drop": ("移除去年的报告", "Remove it"),
    "word": ("Word 文档", "Word"),
    "revisions": ("带修订的 Word", "Word with revisions"),
    "layout": ("公文格式的 Word", "Word, official layout"),
    "markdown": ("带标题标记的文本（Markdown）", "Markdown"),
    "plain": ("纯文本", "Plain text"),
    "changes_word": ("修改说明（Word）", "Change report (Word)"),
    "changes": ("修改说明（文本）", "Change report (text)"),
    "copy": ("复制全文", "Copy all"),
    "settings": ("设置", "Settings"),
    "close": ("关闭", "Close"),
    "model": ("由谁来改写", "Who rewrites"),
    "model_local": ("内置模型（在本机运行）", "Embedded model (on this machine)"),
    "model_service": ("其他模型服务", "Another model service"),
    "model_rules": ("不用模型，只按规则处理", "No model, rules only"),
    "fetch": ("下载内置模型", "Fetch the embedded model"),
    "address": ("服务地址", "Address of the service"),
    "name": ("模型名称", "Name of the model"),
    "key": ("密钥（不显示、不保存）", "Key (never shown or kept)"),
    "test": ("试一下", "Test"),
    "apply": ("就用这个", "Use this"),
    "language": ("语言", "Language"),
    "theme": ("外观", "Appearance"),
    "theme_auto": ("跟随系统", "As the system"),
    "theme_light": ("浅色", "Light"),
    "theme_dark": ("深色", "Dark"),
    "forget": ("从本机删除这份报告", "Delete this report from here"),
    "agree": ("同意并开始", "Agree and begin"),
}


def translations() -> dict[str, dict[str, str]]:
    """Return the words by locale and key; the keys are marked as ours, Gradio has its own."""
    chinese = {MARK + key: zh for key, (zh, _en) in TEXTS.items()}
    return {
        "zh-CN": chinese,
        "zh": chinese,
        "en": {MARK + key: en for key, (_zh, en) in TEXTS.items()},
    }
