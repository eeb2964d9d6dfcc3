"""The first lines of the page: Gradio asks the browser for the language before anything of ours
runs, so that what decides it has to stand at the very top."""

from __future__ import annotations

from assistant.web.streams import Application, Message, Receive, Scope, Send

_SCRIPT = """<script>
(() => {
  let wanted = "zh-CN", theme = "auto";
  try {
    if (localStorage.getItem("assistant-language") === "en") wanted = "en";
    theme = localStorage.getItem("assistant-theme") || "auto";
  } catch { /* a browser that keeps nothing */ }
  Object.defineProperty(navigator, "language", { get: () => wanted });
  Object.defineProperty(navigator, "languages", { get: () => [wanted] });
  document.documentElement.lang = wanted;
  const dark = theme === "dark" ||
    (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.style.background = dark ? "#12171d" : "#f4f6f8";
})();
</script>"""


class Front:
    """ASGI middleware: puts the script above into the page itself, and nowhere else."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, the page with its first lines."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def changed(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body", False) or start is None:
                return
            page = body.replace(b"<head>", b"<head>" + _SCRIPT.encode(), 1)
            page = page.replace(b'lang="en"', b'lang="zh-CN"', 1)
            headers = [(k, v) for k, v in start.get("headers", []) if k != b"content-length"]
            headers.append((b"content-length", str(len(page)).encode()))
            await send({**start, "headers": headers})
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, changed)
