"""The options that several commands share, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.findings import Language

Source = Annotated[
    str, typer.Argument(metavar="FILE", help="Report: .txt, .md or .docx; - reads standard input.")
]
Genre = Annotated[
    str | None,
    typer.Option(
        "--genre",
        metavar="G",
        help="Kind of report (see `assistant genres`) or the path of a genre file; "
        "recognised from the report where not given.",
    ),
]
Facts = Annotated[
    list[str] | None,
    typer.Option(
        "--facts",
        metavar="FILE",
        help="Facts that may fill gaps: .csv, .xlsx or .yaml; repeat for several files.",
    ),
]
Sections = Annotated[
    list[str] | None,
    typer.Option(
        "--section",
        metavar="ID",
        help="Work on this part only, as `check` prints it (2, 2.1, 2.1.p3) or as it is "
        "numbered (二, 二（一）); repeat for several.",
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="LENGTH",
        help="Length to reach: 字数 (1500) or a share of the source (50%).",
    ),
]
Instruction = Annotated[
    str | None,
    typer.Option("--instruction", metavar="TEXT", help="What `rewrite` is to do, in your words."),
]
FiguresOnly = Annotated[
    bool,
    typer.Option(
        "--figures-only", help="`fill` only what the text leaves open; add no part that it lacks."
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="M",
        help="local (default, on this machine), local:PATH.gguf, openai:NAME, PROVIDER:NAME, "
        "or rules (no model). Naming a remote model sends the text there.",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict-model",
        help="Stop with exit code 3 where the model can't be reached, instead of going on "
        "with the rules.",
    ),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="OUT", help="Write the report here (.txt, .md, .docx)."),
]
Revisions = Annotated[
    bool,
    typer.Option(
        "--revisions",
        help="Write the changes into the author's .docx as tracked changes, with comments.",
    ),
]
Layout = Annotated[
    str | None,
    typer.Option(
        "--layout", metavar="L", help="Lay the .docx out: gbt9704 (official papers, GB/T 9704)."
    ),
]
Original = Annotated[
    bool,
    typer.Option(
        "--original",
        help="Read a .docx as if its own tracked changes were rejected; otherwise as accepted.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, and nothing else.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Overwrite an output that exists.")]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of messages; also ASSISTANT_LANG. Default: zh."),
]
Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="One more settings file (TOML), read last."),
]
