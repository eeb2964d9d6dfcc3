"""Genres are found by name or file; a broken file says where and why it is broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.errors import GenreError
from assistant.genres import Genre, Priority, Voice, list_genres, load_genre
from assistant.genres.loader import library, set_heading, set_outlines

PARTS = "parts:\n  - {key: work, name: 履职情况, priority: required}\n"
HEAD = "id: mine\nname: 我们单位的述职\n"


def write(folder: Path, text: str, name: str = "mine.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_six_genres_are_there() -> None:
    assert {g.id for g in list_genres()} == {
        *("team-duty", "party-building", "personal-duty"),
        *("strict-governance", "chief-duty", "general"),
    }


@pytest.mark.parametrize(
    ("name", "genre"),
    [
        ("team-duty", "team-duty"),
        ("TEAM-DUTY", "team-duty"),
        ("领导班子述职报告", "team-duty"),
        ("“一把手”述职报告", "chief-duty"),
        ("工作总结", "general"),
        (" personal ", "personal-duty"),
    ],
)
def test_a_genre_has_an_id_a_name_and_aliases(name: str, genre: str) -> None:
    assert load_genre(name).id == genre


def test_no_alias_names_two_genres() -> None:
    names = [n for g in list_genres() for n in {g.id, g.name.zh, *g.aliases}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("genre", list_genres(), ids=lambda g: g.id)
def test_every_pattern_compiles_and_every_part_can_be_found_and_asked_for(genre: Genre) -> None:
    for part in genre.parts:
        for expression in (
            *part.heading,
            *part.heading_not,
            *part.statement,
            *part.statement_not,
            *((part.title,) if part.title else ()),
        ):
            re.compile(expression)
        assert part.heading or part.topics or part.statement or part.block
        assert part.question.zh.endswith(("？", "。"))
        assert part.question.en != part.question.zh
        assert part.contains.zh
    for cue in (*genre.title_cues, *genre.content_cues):
        re.compile(cue.pattern)
    required = {p.key for p in genre.parts if p.priority is Priority.REQUIRED}
    assert {"problems", "next_steps"} <= required


def test_what_the_standards_state_is_stated() -> None:
    assert load_genre("personal-duty").words == (3000, 5000)
    assert load_genre("team-duty").voice is Voice.PLURAL
    assert load_genre("party-building").voice is Voice.SINGULAR
    duties = {p.key for p in load_genre("team-duty").parts if p.title}
    assert duties == {"virtue", "integrity", "law", "safety", "study"}


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(GenreError, match=r"没有叫“nonsense”的文种.*team-duty"):
        load_genre("nonsense")


def test_a_users_file_is_a_genre(tmp_path: Path) -> None:
    genre = load_genre(write(tmp_path, HEAD + PARTS))
    assert genre.id == "mine"
    assert {p.key: p.heading for p in genre.parts}["work"] == ("履职情况",)
    assert genre.voice is None


def test_a_users_file_extends_a_genre_and_uses_its_parts(tmp_path: Path) -> None:
    text = (
        "id: notice\nname: {zh: 通知要求的述职, en: As the notice asks}\n"
        "extends: team-duty\nwords: [1500, 2000]\n"
        "parts:\n  - opening\n  - use: safety\n    priority: required\n    weight: 3\n"
        "  - problems\n"
    )
    genre = load_genre(write(tmp_path, text))
    assert (genre.voice, genre.words) == (Voice.PLURAL, (1500, 2000))
    assert [p.key for p in genre.parts] == ["opening", "safety", "problems"]
    safety = genre.parts[1]
    assert (safety.priority, safety.weight) == (Priority.REQUIRED, 3)
    assert safety.heading == library()["safety"].heading


def test_extending_without_parts_keeps_them(tmp_path: Path) -> None:
    genre = load_genre(write(tmp_path, HEAD + "extends: general\n"))
    assert genre.parts == load_genre("general").parts


def test_the_headings_of_a_set_phrase_are_data_with_parts_that_can_be_found() -> None:
    (sides,) = set_outlines()
    assert "".join(heading.said for heading in sides) == "德能勤绩廉"
    for heading in sides:
        assert set_heading(heading.said) is heading
        assert heading.parts
        for part in heading.parts:
            for expression in (*part.heading, *part.statement):
                re.compile(expression)
    assert set_heading("述职") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- 1\n", "文件：应当是一组"),
        ("", "文件：应当是一组.*空值"),
        (HEAD, "parts：缺少这一项"),
        ("id: mine\n" + PARTS, "name：缺少这一项"),
        (HEAD + "prats: []\n" + PARTS, "不认识的键 prats，是不是 parts"),
        (HEAD + "parts: []\n", "parts：应当列出至少一个部分"),
        (HEAD + "parts: [{key: a}]\n", r"parts\[1\]：缺少 name"),
        (HEAD + "parts: [{key: a, name: 甲, prio: 1}]\n", "不认识的键 prio.*priority"),
        (HEAD + "parts: [{key: a, name: 甲, priority: must}]\n", "priority：应当是 required"),
        (HEAD + "parts: [{key: a, name: 甲, heading: '('}]\n", "正则表达式.*写错了"),
        (HEAD + "parts: [{key: a, name: 甲, weight: -1}]\n", "应当在 0 到 100 之间"),
        (HEAD + "parts: [{key: a, name: 甲, weight: 很重}]\n", "应当是一个数"),
        (HEAD + "parts: [{key: a, name: 甲}, {key: a, name: 乙}]\n", "键 a 出现了 2 次"),
        (HEAD + "parts: [nothing]\n", "没有叫“nothing”的部分"),
        (HEAD + "words: [900, 100]\n" + PARTS, "最少 900 大于最多 100"),
        (HEAD + "words: 900\n" + PARTS, "words：应当是"),
        (HEAD + "voice: 他\n" + PARTS, "voice：应当是 我、我们 之一"),
        (HEAD + "extends: nothing\n", "extends：没有叫“nothing”的文种"),
        (HEAD + "recognise: {title: [{pattern: 总结, weight: 2}]}\n" + PARTS, "0 到 1 之间"),
        ("id: [\n", "第 2 行不合 YAML 语法"),
    ],
)
def test_a_broken_file_names_the_file_the_key_and_the_fault(
    tmp_path: Path, text: str, says: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(GenreError, match=says) as caught:
        load_genre(path)
    assert "mine.yaml" in str(caught.value)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(GenreError, match=r"absent\.yaml”读不出来"):
        load_genre(str(tmp_path / "absent.yaml"))
    (tmp_path / "gbk.yaml").write_bytes("name: 文种".encode("gbk"))
    with pytest.raises(GenreError, match="不是 UTF-8 编码"):
        load_genre(str(tmp_path / "gbk.yaml"))
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(GenreError, match="读不出来"):
        load_genre(str(tmp_path / "folder.yaml"))


def test_no_tag_of_a_file_is_run(tmp_path: Path) -> None:
    with pytest.raises(GenreError):
        load_genre(write(tmp_path, "!!python/object/apply:os.getcwd []\n"))
