"""Claiming work and giving it back: what happens inside one transaction each.

A claim is a row with an owner and a time until which it holds.  Whoever writes a result must
still own the row; a result of somebody whose claim was taken over is dropped, so everything is
done once in the store however many runners there are.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.batch.rows import (
    REPORT_COLUMNS,
    SECTION_COLUMNS,
    ReportRow,
    SectionRow,
    report_row,
    section_row,
    usage_values,
)
from assistant.models.usage import Usage

A_REPORT = 4
"""Sections a report is thought to have before it is read."""


class Kind(StrEnum):
    """What is to be done: read a report, work on a section, put a report together."""

    OPEN = "open"
    SECTION = "section"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Work:
    """A claim: the report as it stands in the store, and the section where it is about one."""

    kind: Kind
    report: ReportRow
    section: SectionRow | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a report that was just read; `made` where its work is known already."""

    number: int
    name: str
    heading: str
    key: str
    asks: bool
    made: Sequence[Any] | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)


def claim(
    connection: sqlite3.Connection, me: str, until: float, ahead: int, most: int
) -> list[Work]:
    """Claim work for `me`; see `Store.claim`."""
    now = time.time()
    connection.execute(
        "UPDATE sections SET state='queued', owner=NULL WHERE state='leased' AND until < ?", (now,)
    )
    found = [
        Work(Kind.FINISH, _take(connection, number, me, until))
        for number in _free_reports(connection, "ready", now, most)
    ]
    queued = connection.execute(
        "SELECT id, report FROM sections WHERE state='queued' ORDER BY report, number LIMIT ?",
        (max(most, ahead),),
    ).fetchall()
    found += [_section(connection, row["id"], row["report"], me, until) for row in queued[:most]]
    if len(queued) < ahead and len(found) < most:
        some = max(1, (ahead - len(queued)) // A_REPORT)
        for number in _free_reports(connection, "queued", now, min(some, most - len(found))):
            connection.execute(
                "UPDATE reports SET attempts=attempts+1, began=ifnull(began, ?) WHERE id=?",
                (now, number),
            )
            found.append(Work(Kind.OPEN, _take(connection, number, me, until)))
    return found


def _section(
    connection: sqlite3.Connection, section: int, report: int, me: str, until: float
) -> Work:
    connection.execute(
        "UPDATE sections SET state='leased', owner=?, until=?, attempts=attempts+1 WHERE id=?",
        (me, until, section),
    )
    row = connection.execute(
        f"SELECT {SECTION_COLUMNS} FROM sections WHERE id=?", (section,)
    ).fetchone()
    return Work(Kind.SECTION, _report(connection, report), section_row(row))


def opened(
    connection: sqlite3.Connection,
    me: str,
    report: int,
    sections: Sequence[Section],
    source_hash: str,
    source_stat: str,
    key: str,
    keep_lease: bool,
) -> bool:
    """Put the sections of a report into the store; see `Store.opened`."""
    before = _report(connection, report)
    if before.owner != me:
        return False
    known = connection.execute(
        "SELECT count(*) FROM sections WHERE report=?", (report,)
    ).fetchone()[0]
    if before.key != key or known != len(sections):
        connection.execute("DELETE FROM sections WHERE report=?", (report,))
        connection.executemany(
            "INSERT INTO sections(report, number, name, heading, state, key, asks, made, prompts, "
            "cached) VALUES(?,?,?,?,?,?,?,?,?,?)",
            [_values(report, section) for section in sections],
        )
    done = connection.execute(
        "SELECT count(*) FROM sections WHERE report=? AND state='done'", (report,)
    ).fetchone()[0]
    ready = done == len(sections)
    keep = ready and keep_lease
    connection.execute(
        "UPDATE reports SET state=?, owner=?, source_hash=?, source_stat=?, key=?, sections=?, "
        "sections_done=? WHERE id=?",
        (
            "ready" if ready else "open",
            me if keep else None,
            source_hash,
            source_stat,
            key,
            len(sections),
            done,
            report,
        ),
    )
    return True


def worked(
    connection: sqlite3.Connection,
    me: str,
    section: int,
    made: str,
    prompts: str,
    usage: Usage,
    gone: str | None,
) -> None:
    """Keep what was made of a section; see `Store.worked`."""
    row = connection.execute(
        "UPDATE sections SET state='done', owner=NULL, made=?, prompts=?, gone=?, calls=?, "
        "prompt_tokens=?, cached_tokens=?, completion_tokens=?, seconds=?, cost=? "
        "WHERE id=? AND owner=? AND state='leased' RETURNING report",
        (made, prompts, gone, *usage_values(usage), section, me),
    ).fetchone()
    if row is None:
        return
    connection.execute(
        "UPDATE reports SET sections_done=sections_done+1, "
        "state=CASE WHEN sections_done+1=sections THEN 'ready' ELSE state END WHERE id=?",
        (row["report"],),
    )


def put_back(connection: sqlite3.Connection, me: str, section: int, state: str = "queued") -> None:
    """Give a claimed section back; the try does not count."""
    connection.execute(
        "UPDATE sections SET state=?, owner=NULL, attempts=attempts-1 "
        "WHERE id=? AND owner=? AND state='leased'",
        (state, section, me),
    )


def reopen(connection: sqlite3.Connection, report: int, *, changed: bool = False) -> None:
    """Forget the sections of a report and queue it to be read anew."""
    connection.execute("DELETE FROM sections WHERE report=?", (report,))
    connection.execute(
        "UPDATE reports SET state='queued', owner=NULL, key='', sections=0, sections_done=0, "
        "verdict=NULL, exit_code=NULL, error=NULL, result=NULL, floor=0, ended=NULL, "
        "changed=CASE WHEN ? THEN changed+1 ELSE 0 END WHERE id=?",
        (changed, report),
    )


def finished(
    connection: sqlite3.Connection,
    me: str,
    report: int,
    result: Mapping[str, Any],
    output_hash: str,
    floor: bool,
    sections: Sequence[tuple[int, str, str, list[dict[str, Any]]]],
    verified: Sequence[int],
) -> bool:
    """Record the result of a report; see `Store.finished`."""
    if _report(connection, report).owner != me:
        return False
    connection.executemany(
        "INSERT OR REPLACE INTO cache SELECT key, made, prompts FROM sections "
        "WHERE report=? AND number=? AND asks AND gone IS NULL AND made IS NOT NULL",
        [(report, number) for number in verified],
    )
    connection.executemany(
        "UPDATE sections SET verdict=?, engine=?, findings=?, made=NULL "
        "WHERE report=? AND number=?",
        [
            (verdict, engine, json.dumps(findings, ensure_ascii=False), report, number)
            for number, verdict, engine, findings in sections
        ],
    )
    connection.execute(
        "UPDATE reports SET state=?, owner=NULL, verdict=?, exit_code=?, error=?, floor=?, "
        "output_hash=?, ended=?, result=? WHERE id=?",
        (
            "done" if result["verdict"] is not None else "failed",
            result["verdict"],
            result["exit"],
            result["error"],
            floor,
            output_hash,
            time.time(),
            json.dumps(result, ensure_ascii=False),
            report,
        ),
    )
    return True


def failed(connection: sqlite3.Connection, report: int, result: Mapping[str, Any]) -> None:
    """Record that a report cannot be done and forget its sections; see `Store.failed`."""
    connection.execute("DELETE FROM sections WHERE report=?", (report,))
    connection.execute(
        "UPDATE reports SET state='failed', owner=NULL, verdict=NULL, exit_code=?, error=?, "
        "output_hash='', sections=0, sections_done=0, ended=?, result=? WHERE id=?",
        (
            result["exit"],
            result["error"],
            time.time(),
            json.dumps(result, ensure_ascii=False),
            report,
        ),
    )


def renew(connection: sqlite3.Connection, me: str, until: float) -> None:
    """Keep all claims of a runner alive until then."""
    connection.execute("UPDATE sections SET until=? WHERE state='leased' AND owner=?", (until, me))
    connection.execute(
        "UPDATE reports SET until=? WHERE state IN ('queued','ready') AND owner=?", (until, me)
    )


def release(connection: sqlite3.Connection, runners: Iterable[str]) -> None:
    """Queue again what these runners have claimed and not done."""
    for one in runners:
        connection.execute(
            "UPDATE sections SET state='queued', owner=NULL WHERE state='leased' AND owner=?",
            (one,),
        )
        connection.execute(
            "UPDATE reports SET owner=NULL WHERE state IN ('queued','open','ready') AND owner=?",
            (one,),
        )


def _values(report: int, section: Section) -> tuple[Any, ...]:
    known = section.made is not None
    return (
        report,
        section.number,
        section.name,
        section.heading,
        "done" if known or not section.asks else "queued",
        section.key,
        section.asks,
        json.dumps(section.made, ensure_ascii=False) if known else None,
        json.dumps(dict(section.prompts)),
        known,
    )


def _free_reports(connection: sqlite3.Connection, state: str, now: float, most: int) -> list[int]:
    rows = connection.execute(
        "SELECT id FROM reports WHERE state=? AND place IS NOT NULL "
        "AND (owner IS NULL OR until < ?) ORDER BY place LIMIT ?",
        (state, now, most),
    ).fetchall()
    return [int(row["id"]) for row in rows]


def _take(connection: sqlite3.Connection, report: int, me: str, until: float) -> ReportRow:
    connection.execute("UPDATE reports SET owner=?, until=? WHERE id=?", (me, until, report))
    return _report(connection, report)


def _report(connection: sqlite3.Connection, report: int) -> ReportRow:
    row = connection.execute(
        f"SELECT {REPORT_COLUMNS} FROM reports WHERE id=?", (report,)
    ).fetchone()
    return report_row(row)
