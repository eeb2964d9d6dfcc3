() => {
  const root = document.documentElement;
  const theme = () => {
    const wanted = localStorage.getItem("assistant-theme") || "auto";
    const dark = wanted === "dark" ||
      (wanted === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.body.classList.toggle("dark", dark);
    root.style.colorScheme = dark ? "dark" : "light";
  };
  theme();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme);
  window.assistantTheme = (value) => { localStorage.setItem("assistant-theme", value); theme(); };
  window.assistantLanguage = (value) => {
    if ((localStorage.getItem("assistant-language") || "zh") === value) return;
    localStorage.setItem("assistant-language", value);
    location.reload();
  };
  // Asked once for a double click, whose second half may be over another report by then.
  let asked = -1000;
  window.assistantSure = (language, name = document.querySelector("#title h1")?.textContent || "") => {
    if (performance.now() - asked < 600) return false;
    const sure = confirm(language === "en"
      ? `This cannot be undone. Delete “${name}” from this machine?`
      : `删除后不能恢复。确定从本机删除“${name}”吗？`);
    asked = performance.now();
    return sure;
  };
  // What of a report is kept in the browser goes with it; all of it goes with a logout,
  // in whatever window that was (guard.py).
  const forget = (end) => {
    for (const one of Object.keys(sessionStorage)) if (one.startsWith("assistant-") && one.endsWith(end)) sessionStorage.removeItem(one);
  };
  window.assistantForgets = (sure, report = window.assistantReport) => {
    if (sure) forget(`-${report}`);
    return sure;
  };
  addEventListener("storage", (event) => {
    if (event.key !== "assistant-logout") return;
    // Behind whatever is kept as the page goes.
    addEventListener("pagehide", () => forget(""));
    // By then the login is over, and nobody is asked whether they want to leave.
    setTimeout(() => { answers = performance.now(); location.reload(); }, 1000);
  });
  const english = document.documentElement.lang.startsWith("en");
  if (english) document.title = "Report assistant";
  window.assistantAnswers = () => JSON.stringify(Object.fromEntries(
    [...document.querySelectorAll("#questions [data-answer]")]
      .filter((field) => field.value.trim())
      .map((field) => [field.dataset.answer, field.value])));
  // The box is free at once for the next sentence.  What is sent while an earlier one is being
  // answered waits for its turn, with the proposal that its author had before them; one that never
  // arrived, or could not be taken while a model writes, comes back to the box.
  const PATIENCE = 60000, box = () => document.querySelector("#say textarea"), log = () => document.querySelector("#talk .talk");
  const shown = () => window.assistantShows?.() || "";
  const waiting = [];
  // What was sent of each report and is not answered yet, and how long its talk was then.
  const sending = new Map();
  let since = -PATIENCE;
  function put(words) {
    box().value = words;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }
  function take() {
    const words = box().value;
    put("");
    return words;
  }
  window.assistantSeen = () => (waiting.length ? waiting[0].seen : shown());
  window.assistantSay = async () => {
    since = performance.now();
    const said = waiting.shift()?.words || take();
    sending.set(report, { said, after: Number(log()?.dataset.count || 0) });
    note(report);
    // It is about what was typed before it.  Where that was not taken, what would its author say now?
    const asked = report;
    if ((await window.assistantKept?.()) !== false) return said;
    unsaid(asked);
    return "";
  };
  // Answered is a sentence of the report that it was about, whichever is shown by now.
  window.assistantHeard = (told) => {
    const { report: one = report, said, taken } = JSON.parse(told || "{}");
    if (sending.get(one)?.said === said) {
      if (!taken) return unsaid(one);
      sending.delete(one);
      note(one);
    }
    if (one !== report) return;
    since = -PATIENCE;
    if (waiting.length) document.querySelector("#send").click();
  };
  function unsaid(one) {
    const here = one === report, words = [sending.get(one)?.said, ...(here ? waiting.splice(0) : []).map((each) => each.words)];
    sending.delete(one);
    if (here) since = -PATIENCE;
    note(one);
    giveBack(one, words);
  }
  // What is not sent yet belongs to its report, and outlives the page being loaded again, as after a
  // restart of the program; so does what was sent and is not answered yet.
  const name = (what, one) => `assistant-${what}-${one}`;
  const draft = (one) => sessionStorage.getItem(name("draft", one)) || "";
  const keep = (one, words) => sessionStorage.setItem(name("draft", one), words.filter(Boolean).join("\n"));
  function note(one) {
    const left = { said: "", after: 0, ...sending.get(one), waiting: one === report ? waiting.map((each) => each.words) : [] };
    if (left.said || left.waiting.length) sessionStorage.setItem(name("said", one), JSON.stringify(left));
    else sessionStorage.removeItem(name("said", one));
  }
  // Marked for as long as nobody has changed it.
  function giveBack(one, words) {
    if (!words.some(Boolean)) return;
    keep(one, [...words, draft(one)]);
    sessionStorage.setItem(name("back", one), draft(one));
    if (box() && one === report) put(draft(report));
  }
  function mark() {
    const back = sessionStorage.getItem(name("back", report)), marked = back && back === box().value;
    if (!marked) sessionStorage.removeItem(name("back", report));
    let told = document.querySelector("#say-unsaved");
    if (!told) {
      told = Object.assign(document.createElement("p"), { id: "say-unsaved" });
      told.setAttribute("role", "status");
      box().closest("#say").append(told);
      box().setAttribute("aria-describedby", told.id);
    }
    told.textContent = !marked ? "" : english ? "Not done yet: send it again" : "这句还没有办，请再发一次";
  }
  let report = "", field = null;
  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    keep(report, [box().value]);
    mark();
  });
  function restore() {
    const turned = report !== (window.assistantReport || "");
    if (!box() || (!turned && box() === field)) return;
    if (turned && waiting.length) {
      giveBack(report, waiting.splice(0).map((one) => one.words));
      note(report);
    }
    if (turned) since = -PATIENCE;
    [report, field] = [window.assistantReport || "", box()];
    if (box().value !== draft(report)) put(draft(report));
    mark();
  }
  // What the last visit sent: what stands in the talk, or may stand above what is shown of it, was heard,
  // and the program itself tells of what it could not finish.
  const left = new Set(Object.keys(sessionStorage));
  const bare = (words) => words.replace(/[\p{C}\s]/gu, "");
  function unanswered() {
    if (!box() || log()?.dataset.report !== report || !left.delete(name("said", report))) return;
    const { said, after, waiting } = JSON.parse(sessionStorage.getItem(name("said", report)) || '{"waiting":[]}');
    sessionStorage.removeItem(name("said", report));
    const lines = [...log().querySelectorAll(".said:not(.running)")], before = Number(log().dataset.count) - lines.length;
    const heard = (one) => one.matches(".user") && bare(one.textContent) === bare(one.firstChild.textContent + said);
    const stands = before > after || lines.some((one, n) => before + n >= after && heard(one));
    giveBack(report, [stands ? "" : said, ...waiting]);
  }
  window.assistantTurned = restore;
  // Gradio tells nobody of a sentence that it could not send.  What is cut off because the page goes
  // may have been heard: the next page reads that off the talk.
  const send = window.fetch;
  let going = false;
  addEventListener("pagehide", () => { going = true; });
  addEventListener("pageshow", () => { going = false; });
  window.fetch = (...given) => {
    const answer = send(...given), where = String(given[0]?.url || given[0]);
    if (where.includes("/queue/join")) {
      const asked = report;
      if (sending.has(asked)) answer.then((one) => one.ok || unsaid(asked), () => going || unsaid(asked));
      answer.then((one) => one.ok || window.assistantCut?.(), () => window.assistantCut?.());
    }
    // Once the program answers again after it did not, Gradio loads the page anew.
    if (where.includes("/app_id")) answer.then(() => { answers = performance.now(); }, () => {});
    return answer;
  };
  let answers = -PATIENCE;
  window.assistantLoadsAnew = () => performance.now() - answers < 3000;
  function sent(event) {
    const now = performance.now();
    if (!box().value.trim()) return;
    if (now - since > PATIENCE) return void (since = now - PATIENCE + 2000);  // Gradio takes it now
    event.preventDefault();
    event.stopPropagation();
    waiting.push({ seen: shown(), words: take() });
    note(report);
  }
  document.addEventListener("keydown", (event) => {
    // With Ctrl it is a click on the button, which comes here as well.
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "Enter" && plain && !event.isComposing && event.target === box()) sent(event);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#send")) sent(event);
  }, true);
  // On a phone the talk is a sheet at the foot of the window: its tabs unfold it, a touch of the text
  // folds it to the last answer and the field.
  const sheet = {
    node: () => document.querySelector("#right"),
    set(open) {
      sheet.node().classList.toggle("open", open);
      document.querySelector("#unfold").setAttribute("aria-expanded", String(open));
      if (open) sheet.toEnd();
    },
    toEnd() {
      const node = sheet.node();
      if (node?.matches(".open") && document.querySelector("#say")?.offsetParent) node.scrollTop = node.scrollHeight;
    },
  };
  document.addEventListener("click", (event) => {
    const node = sheet.node(), at = event.target;
    if (!node || !at.closest) return;
    if (at.closest("#unfold")) sheet.set(!node.matches(".open"));
    else if (at.closest("#right [role=tab]")) sheet.set(true);
    else if (node.matches(".open") && !event.composedPath().includes(node)) sheet.set(false);
  });
  // A report is opened at its beginning, however far down the button was that opened it, and so is
  // the opening page.
  const leads = [["#opening button", ".passage p"], ["#another-report", "#welcome h1"]];
  let goal = "";
  document.addEventListener("click", (event) => {
    for (const [from, to] of leads) if (event.target.closest?.(from)) goal = to;
  });
  function begun() {
    if (!goal || !document.querySelector(goal)?.offsetParent) return;
    goal = "";
    window.scrollTo(0, 0);
  }
  // What Gradio itself says is English, whatever the page's language: it is said in the reader's.
  const chinese = (words) =>
    /size|large|exceed/i.test(words) ? "文件太大，没有读入（最多 20 MB）。"
      : /connection|network|fetch|timed? ?out/i.test(words) ? "与程序的连接断了，请稍等再试。"
        : /queue|busy/i.test(words) ? "现在用的人太多，请稍等再试。"
          : "这一步没有做成，请再试一次。";
  function translated(notice) {
    const walker = document.createTreeWalker(notice, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, own = !node.parentElement.closest(".toast-header, button");
      if (own && /^\s*[A-Za-z]/.test(node.data)) node.data = chinese(node.data);
    }
  }
  // So is its word for the kind of a notice, which a screen reader says.
  function headed(head) {
    const good = head.matches(".info, .success"), [words] = [...head.childNodes].filter((one) => one.nodeType === 3 && one.data.trim());
    const told = english ? (good ? "Done" : "Please note") : good ? "好了" : "请注意";
    if (words && words.data.trim() !== told) words.data = told;
    const close = head.closest(".toast-header")?.querySelector("button");
    if (!english && close?.ariaLabel === "Close") close.ariaLabel = "关闭";
  }
  // Why a file or a pasted text was not taken stays where it was chosen, when the notice is gone.
  let chosen = null;
  function choosing(from) {
    const beside = from.closest("#opening") ? document.querySelector("#opening-row") : from.parentElement.lastElementChild;
    if (!beside) return;
    if (beside.matches(".refused")) chosen = beside;
    else if (beside.nextElementSibling?.matches(".refused")) chosen = beside.nextElementSibling;
    else beside.after(chosen = Object.assign(document.createElement("p"), { className: "refused" }));
    chosen.setAttribute("role", "status");
    [chosen.hidden, chosen.since] = [true, performance.now()];
  }
  document.addEventListener("change", ({ target }) => { if (target.matches?.("input[type=file]")) choosing(target); }, true);
  document.addEventListener("click", ({ target }) => { if (target.closest?.("#opening button")) choosing(target); }, true);
  const told = new WeakSet();
  function refused(notice) {
    const words = notice.textContent.trim();
    if (told.has(notice) || !words) return;
    told.add(notice);
    if (chosen && performance.now() - chosen.since < PATIENCE) [chosen.textContent, chosen.hidden] = [words, false];
    chosen = null;
  }
  // Gradio puts all notices of a kind into one box: of what is told twice the latest stays.
  function oneOfAKind() {
    const told = new Map();
    for (const notice of document.querySelectorAll(".toast-message-item")) {
      const words = notice.textContent.trim();
      if (told.has(words)) told.get(words).hidden = true;
      told.set(words, notice);
    }
  }
  // What was answered while another tab was open is in sight when the talk is.
  const toLatest = () => { const log = document.querySelector("#talk .talk"); if (log) log.scrollTop = log.scrollHeight; };
  const grown = new ResizeObserver(toLatest);
  // On a narrow window the text comes first: the outline is folded when the window is, or becomes,
  // narrow, and unfolded when it has become wide; in between it is the reader's.
  const narrow = matchMedia("(max-width: 1000px)");
  function foldOutline() {
    const fold = document.querySelector("#outline-box button.label-wrap");
    if (!fold || fold.dataset.narrow === String(narrow.matches)) return;
    const open = fold.matches(".open"), met = fold.dataset.narrow !== undefined;
    fold.dataset.narrow = String(narrow.matches);
    if (narrow.matches ? open : met && !open) setTimeout(() => fold.click(), 60);
  }
  narrow.addEventListener("change", foldOutline);
  const KINDS = ".txt,.text,.md,.markdown,.docx,.xlsx,.csv,.yaml,.yml";
  // What is typed into a question survives the list being drawn again.
  const typed = new Map();
  document.addEventListener("input", (event) => {
    const field = event.target.closest?.("#questions [data-answer]");
    if (field) typed.set(field.dataset.question, field.value);
  });
  new MutationObserver(() => {
    for (const field of document.querySelectorAll("#questions [data-answer]")) {
      const value = typed.get(field.dataset.question);
      if (value && !field.value && document.activeElement !== field) field.value = value;
    }
    foldOutline();
    restore();
    unanswered();
    begun();
    oneOfAKind();
    // A notice of Gradio's is a button that holds another one; only the one that closes it is meant.
    for (const head of document.querySelectorAll(".toast-header[role=button]")) {
      head.removeAttribute("role");
      head.removeAttribute("tabindex");
    }
    for (const head of document.querySelectorAll(".toast-title")) headed(head);
    for (const notice of document.querySelectorAll(".toast-body.error")) if (document.documentElement.lang.startsWith("zh")) translated(notice);
    for (const notice of document.querySelectorAll(".toast-message-item:is(.error, .warning)")) refused(notice);
    for (const file of document.querySelectorAll("input[type=file]:not([accept])")) file.accept = KINDS;
    const log = document.querySelector("#talk .talk"), talk = document.querySelector("#talk");
    if (talk && !talk.dataset.watched) {
      talk.dataset.watched = "true";
      grown.observe(talk);
    }
    if (log && log.dataset.seen !== String(log.childElementCount) + log.lastElementChild?.textContent.length) {
      log.dataset.seen = String(log.childElementCount) + log.lastElementChild?.textContent.length;
      toLatest();
      sheet.toEnd();
    }
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".skip-link")) return;
    event.preventDefault();
    document.querySelector("#say textarea")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.target.closest?.("#questions input[data-answer]")) {
      event.preventDefault();
      document.querySelector("#fill-answers")?.click();
    }
  });
  // A file that is dropped on the opening page is opened as if it had been chosen; anywhere else the
  // browser does not leave the page for it.
  const files = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (event) => { if (files(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    const input = document.querySelector("#opening #file")?.parentElement.querySelector("input[type=file]");
    if (!input?.parentElement.offsetParent || !event.dataTransfer.files.length) return;
    const first = new DataTransfer();
    first.items.add(event.dataTransfer.files[0]);
    input.files = first.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // Rows copied in Excel and pasted over the table go the way of the field below it.
  document.addEventListener("paste", (event) => {
    const rows = event.clipboardData?.getData("text/plain") || "";
    const field = document.querySelector("#facts-paste textarea");
    if (!rows.includes("\t") || !field || !event.target.closest?.("#facts")) return;
    event.preventDefault();
    event.stopPropagation();
    field.value = rows;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.querySelector("#facts-save")?.click(), 120);
  }, true);
}
