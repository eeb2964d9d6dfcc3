"""LibreOffice as a second opinion: what it accepts, rejects, exports and renders."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

PROGRAM: Final = shutil.which("soffice") or shutil.which("libreoffice")

# Settles the tracked changes of many files in one run; dispatching needs a controller, which
# a hidden document has.
_MACRO: Final = """
Sub Settle(jobs As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim store(1) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  store(0).Name = "FilterName" : store(0).Value = "Text (encoded)"
  store(1).Name = "FilterOptions" : store(1).Value = "UTF8,LF,,,"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  number = FreeFile
  Open jobs For Input As #number
  Do While Not Eof(number)
    Line Input #number, job
    If Len(job) > 0 Then
      parts = Split(job, "|")
      document = StarDesktop.loadComponentFromURL(parts(0), "_blank", 0, hidden())
      If parts(1) <> "" Then
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, ".uno:" & parts(1), "", 0, Array())
      End If
      document.storeToURL(parts(2), store())
      document.close(True)
    End If
  Loop
  Close #number
End Sub
"""


@dataclass(frozen=True)
class Office:
    """LibreOffice with a profile of its own in `folder`, so that no running one is disturbed."""

    folder: Path

    def run(self, *arguments: str, seconds: int = 600) -> None:
        """Run LibreOffice headless; raises CalledProcessError or TimeoutExpired."""
        assert PROGRAM is not None
        command = [
            PROGRAM,
            f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            *arguments,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=seconds)

    def convert(self, path: Path, kind: str) -> Path:
        """Convert a file (`pdf`, `docx`, `txt:…`) and return the result."""
        out = self.folder / "converted"
        self.run("--convert-to", kind, "--outdir", str(out), str(path))
        return out / f"{path.stem}.{kind.split(':')[0]}"

    def texts(self, jobs: Sequence[tuple[Path, str]]) -> list[str]:
        """Return the text of each file after a command: AcceptAllTrackedChanges, or none ("")."""
        self._install()
        lines = []
        for number, (path, command) in enumerate(jobs):
            out = self.folder / f"{number}.txt"
            lines.append(f"{path.as_uri()}|{command}|{out.as_uri()}")
        listed = self.folder / "jobs.txt"
        listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.run(f'macro:///Standard.Checks.Settle("{listed}")')
        return [
            (self.folder / f"{n}.txt").read_text(encoding="utf-8-sig") for n in range(len(jobs))
        ]

    def _install(self) -> None:
        library = self.folder / "profile" / "user" / "basic" / "Standard"
        if (library / "Checks.xba").exists():
            return
        self.run("--terminate_after_init")  # lets it write its profile
        library.mkdir(parents=True, exist_ok=True)
        kind = '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'
        (library / "Checks.xba").write_text(
            f'<?xml version="1.0" encoding="UTF-8"?>\n{kind} "module.dtd">\n'
            '<script:module xmlns:script="http://openoffice.org/2000/script" '
            f'script:name="Checks" script:language="StarBasic">{escape(_MACRO)}</script:module>',
            encoding="utf-8",
        )
        kind = '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'
        (library / "script.xlb").write_text(
            f'<?xml version="1.0" encoding="UTF-8"?>\n{kind} "library.dtd">\n'
            '<library:library xmlns:library="http://openoffice.org/2000/library" '
            'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
            '<library:element library:name="Checks"/></library:library>',
            encoding="utf-8",
        )
