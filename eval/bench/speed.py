"""How fast `check` is: full-length reports a second on one core, start-up aside.

    python -m eval.bench.speed

Printed beside counting the characters of the same texts, so that a slow machine shows in both.
"""

from __future__ import annotations

import time
from collections import Counter

from assistant.config import Settings
from assistant.session import Session
from eval.bench.passages import reports

LENGTH = 20_000
"""Characters of a full-length report."""
ROUNDS = 3


def main() -> None:
    """Measure and print characters and reports a second."""
    texts = [text for _name, text in reports() if len(text) > 8_000]
    if not texts:
        texts = ["\n".join(text for _name, text in reports())]
    _check(texts[0])
    began = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            _check(text)
    seconds = time.process_time() - began
    characters = ROUNDS * sum(map(len, texts))
    began = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            Counter(text)
    counting = time.process_time() - began
    print(f"check: {characters / LENGTH / seconds:.1f} reports of {LENGTH:,} characters a second")
    print(f"       {seconds / max(counting, 1e-9):.0f} × the time of counting their characters")


def _check(text: str) -> None:
    Session.from_text(text, settings=Settings(model="rules")).check().as_dict()


if __name__ == "__main__":
    main()
