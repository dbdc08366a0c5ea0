"""The command `cchc corrections`: what readers judged right, wrong or amended, and gold made of it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from extract.cli_options import database_option, json_option, open_existing, tell
from extract.database.corrections import anchor, beside, listed, open_corrections
from extract.export.gold import gold_of
from extract.values.language import say


@click.command(
    "corrections",
    help=say(
        "Liệt kê các dữ kiện người đọc đã đánh giá đúng, sai hoặc sửa; ghi thành gold cho cchc evaluate."
        "\n\nVí dụ: cchc corrections --gold outputs/gold",
        "List the facts that readers judged right, wrong or amended; write them as gold for cchc evaluate."
        "\n\nExample: cchc corrections --gold outputs/gold",
    ),
)
@database_option
@click.option(
    "--corrections",
    "kept",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("TỆP", "FILE"),
    help=say(
        "Tệp lưu đánh giá; mặc định nằm cạnh cơ sở dữ liệu.",
        "The file of corrections; beside the database by default.",
    ),
)
@click.option(
    "--gold",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=say("THƯ_MỤC", "FOLDER"),
    help=say("Ghi gold vào thư mục này.", "Write gold into this folder."),
)
@json_option
def corrections_command(db: Path, kept: Path | None, gold: Path | None, as_json: bool) -> None:
    """Lists the corrections, or writes them as gold."""
    facts = open_existing(db)
    path = kept or beside(db)
    if not path.exists():
        tell(
            say(
                f"{path}: chưa có đánh giá nào; bật bằng 'cchc serve --corrections'",
                f"{path}: no corrections yet; enable them with 'cchc serve --corrections'",
            )
        )
        return
    corrections = open_corrections(path)
    anchor(facts, corrections)
    if gold is not None:
        gold.mkdir(parents=True, exist_ok=True)
        count = 0
        for name, content in gold_of(facts, corrections):
            (gold / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
            count += 1
        tell(say(f"{count} tệp gold vào {gold}", f"{count} gold files into {gold}"))
        return
    found = listed(corrections, limit=1_000_000)
    if as_json:
        plain = [{name: getattr(each, name) for name in each.__slots__} for each in found]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    names = {"right": say("đúng", "right"), "wrong": say("sai", "wrong"), "amended": say("sửa", "amended")}
    for each in found:
        changed = "; ".join(f"{field} = {value}" for field, value in each.amended.items())
        parts = [names[each.verdict], each.kind, each.document, each.standing, changed, each.note, each.actor]
        click.echo(" · ".join(part for part in parts if part))
        click.echo(f"    “{' '.join(each.quote.split())}”  {each.now_id or each.fact_id}")
