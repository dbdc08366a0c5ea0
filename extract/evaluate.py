"""Facts against gold: precision, recall, F1 and the accuracy of attributes for each kind.

Facts are matched per document as multisets of their key values: a citation by type, symbol or name, and date; a
deadline by what is due; a score by value and maximum; a ranking by rank, total and year; a figure by value and unit;
an organisation by any form of its name; a section by label and heading; a directive by the words that its quote shares
with the gold's (F1 of at least one half); a finding by its quotes, the words of which hold three fifths of the gold's
or the other way round. Facts marked optional in the gold neither
reward nor punish; `alt` lists further values that are right. Attributes are scored on the matched facts.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.checking.model import Finding
from extract.facts.model import Facts
from extract.structure.model import Document
from extract.values.text import compose, fold

Row = Mapping[str, Any]
Key = tuple[Any, ...]

GOLD_NAMES = {"citations": "references"}
KINDS = (
    "citations",
    "deadlines",
    "directives",
    "scores",
    "rankings",
    "figures",
    "findings",
    "sections",
    "organisations",
)
ATTRIBUTES = {
    "citations": ("issuer", "provision", "relation"),
    "deadlines": ("kind", "owner", "task"),
    "scores": ("kind", "criterion", "subject", "index_name", "year"),
    "rankings": ("subject", "index_name", "change", "is_target"),
    "figures": ("unit", "out_of", "indicator", "subject", "period", "code"),
}
_WORDY = ("indicator", "task", "criterion")


class GoldError(Exception):
    """Gold that can't be used. `str()` is one line: the file, the reason and the remedy."""


@dataclass
class Count:
    """How many were right, wrongly found, and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Evaluation:
    """The result over all documents with gold; `cases` lists every miss and extra, each as one line."""

    kinds: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    attributes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    cases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    documents: int = 0

    def as_json(self) -> dict[str, Any]:
        """The result as a baseline to compare a later one with."""
        return {
            "documents": self.documents,
            "kinds": {
                k: {"precision": c.precision, "recall": c.recall, "f1": c.f1, **dataclasses.asdict(c)}
                for k, c in sorted(self.kinds.items())
            },
            "attributes": {k: {"right": r, "of": n} for k, (r, n) in sorted(self.attributes.items())},
            "cases": {k: sorted(v) for k, v in sorted(self.cases.items())},
        }


def gold_files(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """The gold files of a folder with their content; `GoldError` where there is none or one is broken."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: không phải thư mục; hãy chỉ thư mục chứa các tệp gold *.json")
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            content = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise GoldError(
                f"{path}: không đọc được JSON ({error}); sửa tệp hoặc chuyển nó ra khỏi thư mục"
            ) from error
        if isinstance(content, dict) and "file" in content and "document" in content:
            found.append((path, content))
    if not found:
        raise GoldError(
            f"{folder}: không có tệp gold nào (JSON có 'file' và 'document'); kiểm tra lại đường dẫn"
        )
    return found


def find_document(gold: Path, name: str, folders: Sequence[Path] = ()) -> Path:
    """The text that a gold file annotates: in the folders given, else near the gold folder."""
    wanted = Path(name).name
    for folder in folders or (gold.parent.parent, gold.parent.parent.parent):
        for candidate in sorted(folder.rglob(wanted)):
            if candidate.suffix != ".json":
                return candidate
    raise GoldError(f"{gold}: không tìm thấy văn bản {wanted}; chỉ thư mục chứa nó bằng --documents")


def evaluate(pairs: Iterable[tuple[Row, Document, Facts, Sequence[Finding]]]) -> Evaluation:
    """Compares each document's facts and findings with its gold."""
    result = Evaluation()
    for gold, document, facts, findings in pairs:
        result.documents += 1
        name = Path(gold["file"]).name
        annotated = gold.get("annotated")
        if annotated is None:
            _header(result, name, gold["document"], document, facts)
            _organisations(result, name, gold.get("organisations", ()), document, facts)
            _findings(result, name, gold.get("audit", ()), document, findings)
        if annotated is None or "directives" in annotated:
            _directives(result, name, gold.get("directives", ()), document, facts)
        for kind in KEYS:
            if annotated is None or kind in annotated or GOLD_NAMES.get(kind) in annotated:
                wanted = gold.get(GOLD_NAMES.get(kind, kind), [])
                _kind(result, name, kind, wanted, list(rows_of(kind, document, facts)))
    return result


def rows_of(kind: str, document: Document, facts: Facts) -> Iterator[dict[str, Any]]:
    """The facts of a kind as rows with the field names of the definitions, quotes included."""
    if kind == "sections":
        yield from ({"label": s.label, "heading": s.heading, "start": s.start} for s in document.sections)
        return
    for fact in getattr(facts, kind):
        row = dataclasses.asdict(fact)
        row["quote"] = document.text[fact.start : fact.end]
        if kind == "deadlines":
            row["rule"] = row.pop("rule_text")
        yield row


def compare(before: Mapping[str, Any], after: Evaluation) -> list[str]:
    """Gains and losses between a baseline and now, a line each: `+ citations MISSED …` no longer happens."""
    now = after.as_json()
    lines = []
    for kind in sorted({*before.get("kinds", {}), *now["kinds"]}):
        old, new = before.get("kinds", {}).get(kind, {}), now["kinds"].get(kind, {})
        lines.append(f"{kind}: F1 {old.get('f1', 0):.4f} -> {new.get('f1', 0):.4f}")
    for kind in sorted({*before.get("cases", {}), *now["cases"]}):
        old_cases, new_cases = (
            Counter(before.get("cases", {}).get(kind, ())),
            Counter(now["cases"].get(kind, ())),
        )
        lines += [f"+ {kind}\t{case}" for case in sorted((old_cases - new_cases).elements())]
        lines += [f"- {kind}\t{case}" for case in sorted((new_cases - old_cases).elements())]
    return lines


def _squash(value: Any) -> str:
    return re.sub(r"[^0-9a-z]+", "", fold(compose(str(value)))) if value is not None else ""


def _words(value: Any) -> list[str]:
    return re.findall(r"[0-9a-z]+", fold(compose(str(value)))) if value is not None else []


def _number(value: Any) -> Any:
    if value in (None, ""):
        return None
    try:
        return round(float(value), 4)
    except (TypeError, ValueError):
        return str(value)


def _unit(value: Any) -> str:
    words = _words(value)
    if words:
        return words[0]
    return "%" if value and "%" in str(value) else ""


KEYS: dict[str, Callable[[Row], Key]] = {
    "citations": lambda f: (
        _squash(f.get("doc_type")),
        _squash(f.get("symbol") or f.get("name")),
        f.get("date") or "",
    ),
    "deadlines": lambda f: (f.get("due") or " ".join(_words(f.get("rule")))[:40],),
    "scores": lambda f: (_number(f.get("value")), _number(f.get("max"))),
    "rankings": lambda f: (
        _number(f.get("rank")),
        _number(f.get("out_of")),
        str(f.get("year") or ""),
        _number(f.get("change")) if f.get("rank") is None else None,
    ),
    "figures": lambda f: (_number(f.get("value")), _unit(f.get("unit"))),
    "sections": lambda f: (
        _squash(f.get("label")) or f.get("label"),
        " ".join(_words(f.get("heading"))[:10]),
    ),
}


def _overlap(a: Any, b: Any) -> float:
    left, right = Counter(_words(a)), Counter(_words(b))
    shared = sum((left & right).values())
    if not shared:
        return 0.0
    p, r = shared / sum(left.values()), shared / sum(right.values())
    return 2 * p * r / (p + r)


def _variants(gold: Row) -> Iterator[Row]:
    yield gold
    for name, values in (gold.get("alt") or {}).items():
        for value in values if isinstance(values, list) else [values]:
            if not isinstance(value, (list, dict)):
                yield {**gold, name: value}


def _right(gold: Row, attribute: str, value: Any) -> bool:
    alternatives = (gold.get("alt") or {}).get(attribute, [])
    listed = alternatives if isinstance(alternatives, list) else [alternatives]
    return any(_same(attribute, wanted, value) for wanted in [gold.get(attribute), *listed])


def _same(attribute: str, wanted: Any, value: Any) -> bool:
    if isinstance(wanted, list):
        wanted = "; ".join(map(str, wanted))
    if wanted in (None, "", False) or value in (None, "", False):
        return not wanted and not value
    if attribute in ("year", "out_of", "change"):
        return bool(_number(wanted) == _number(value))
    if attribute == "is_target":
        return bool(wanted) == bool(value)
    near = 0.5 if attribute in _WORDY else 0.75
    return _words(wanted) == _words(value) or _overlap(wanted, value) >= near


def _kind(result: Evaluation, name: str, kind: str, gold: Sequence[Row], found: list[dict[str, Any]]) -> None:
    key, count, left = KEYS[kind], result.kinds[kind], found
    for wanted in sorted(gold, key=lambda g: bool(g.get("optional"))):
        keys = {key(v) for v in _variants(wanted)}
        matching = [f for f in left if key(f) in keys]
        if not matching:
            if not wanted.get("optional"):
                count.missed += 1
                result.cases[kind].append(f"MISSED\t{name}\t{_label(wanted)}\t{key(wanted)}")
            continue
        best = max(
            matching,
            key=lambda f: (
                _overlap(wanted.get("quote"), f.get("quote")),
                -abs((wanted.get("start") or 0) - (f.get("start") or 0)),
            ),
        )
        left.remove(best)
        if wanted.get("optional"):
            continue
        count.right += 1
        for attribute in ATTRIBUTES.get(kind, ()):
            if wanted.get(attribute) not in (None, "", []):
                right = _right(wanted, attribute, best.get(attribute))
                _attribute(
                    result, f"{kind}.{attribute}", right, name, wanted, wanted[attribute], best.get(attribute)
                )
    count.extra += len(left)
    result.cases[kind] += [f"EXTRA\t{name}\t{_label(f)}\t{key(f)}" for f in left]


def _attribute(
    result: Evaluation, label: str, right: bool, name: str, wanted: Row, expected: Any, value: Any
) -> None:
    result.attributes[label][0] += right
    result.attributes[label][1] += 1
    if not right:
        result.cases[label].append(f"WRONG\t{name}\t{_label(wanted)}\t{expected} ≠ {value}")


def _label(row: Row) -> str:
    text = row.get("quote") or row.get("heading") or row.get("label") or row.get("name")
    return " ".join(str(text).split())


def _header(result: Evaluation, name: str, gold: Row, document: Document, facts: Facts) -> None:
    header = document.header
    values = {
        **dataclasses.asdict(header),
        "issuer": facts.issuer.name if facts.issuer else header.issuer,
        "signer": document.signature.name,
        "signer_title": document.signature.title,
    }
    for key, wanted in gold.items():
        if key == "alt" or key.endswith("_raw") or (wanted in (None, "") and values.get(key) in (None, "")):
            continue
        if key == "recipients":
            held = [set(_words(r)) for r in document.recipients]
            found = sum(any(set(_words(w)) <= h or h <= set(_words(w)) for h in held if h) for w in wanted)
            right = bool(wanted) == bool(held) and found >= 0.9 * len(wanted)
            value: Any = list(document.recipients)
        else:
            right, value = _right(gold, key, values.get(key)), values.get(key)
        _attribute(result, f"document.{key}", right, name, {"quote": key}, wanted, value)


def _organisations(
    result: Evaluation, name: str, gold: Sequence[Row], document: Document, facts: Facts
) -> None:
    forms: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for mention in facts.mentions:
        body = mention.organisation
        forms[body.name, body.province] |= {
            " ".join(_words(document.text[mention.start : mention.end])),
            " ".join(_words(body.name)),
        }
    left, count = set(forms), result.kinds["organisations"]
    for wanted in sorted(gold, key=lambda g: bool(g.get("optional"))):
        names = [n for n in [wanted["name"], *(wanted.get("alt") or {}).get("name", [])] if n]
        accepted = {" ".join(_words(f)) for f in [*names, *wanted.get("forms", [])]}
        matching = sorted((b for b in left if forms[b] & accepted), key=lambda b: (b[0], b[1] or ""))
        if not matching:
            if not wanted.get("optional"):
                count.missed += 1
                result.cases["organisations"].append(f"MISSED\t{name}\t{wanted['name']}")
            continue
        exact = [b for b in matching if _words(b[0]) in [_words(n) for n in names]]
        left.discard((exact or matching)[0])
        if not wanted.get("optional"):
            count.right += 1
            _attribute(
                result, "organisations.name", bool(exact), name, wanted, wanted["name"], matching[0][0]
            )
    count.extra += len(left)
    result.cases["organisations"] += [
        f"EXTRA\t{name}\t{body}" for body, _ in sorted(left, key=lambda b: b[0])
    ]


def _directives(result: Evaluation, name: str, gold: Sequence[Row], document: Document, facts: Facts) -> None:
    count, left = result.kinds["directives"], list(facts.directives)
    for wanted in sorted(gold, key=lambda g: bool(g.get("optional"))):
        near = [(_overlap(wanted["quote"], document.text[d.start : d.end]), -i) for i, d in enumerate(left)]
        share, at = max(near, default=(0.0, 0))
        if share < 0.5:
            if not wanted.get("optional"):
                count.missed += 1
                result.cases["directives"].append(f"MISSED\t{name}\t{_label(wanted)}")
            continue
        found = left.pop(-at)
        if wanted.get("optional"):
            continue
        count.right += 1
        for role, owners in (("lead", found.lead), ("coordinate", found.coordinate)):
            if wanted.get(role):
                names = [owner.name for owner in owners]
                lists = [
                    wanted[role],
                    *(o for o in (wanted.get("alt") or {}).get(role, []) if isinstance(o, list)),
                ]
                right = any(_same_bodies(listed, names) for listed in lists)
                _attribute(result, f"directives.{role}", right, name, wanted, wanted[role], names)
        for field_name in ("due", "modality"):
            if wanted.get(field_name):
                value = getattr(found, field_name)
                right = _right(wanted, field_name, value)
                _attribute(result, f"directives.{field_name}", right, name, wanted, wanted[field_name], value)
    count.extra += len(left)
    quotes = (" ".join(document.text[d.start : d.end].split()) for d in left)
    result.cases["directives"] += [f"EXTRA\t{name}\t{quote}" for quote in quotes]


def _findings(
    result: Evaluation, name: str, gold: Sequence[Row], document: Document, found: Sequence[Finding]
) -> None:
    count, left = result.kinds["findings"], list(found)
    for wanted in sorted(gold, key=lambda g: bool(g.get("optional"))):
        words = Counter(w for quote in wanted["quotes"] for w in _words(quote))
        held = next((f for f in left if _holds(words, document, f)), None)
        if held is not None:
            left.remove(held)
            if not wanted.get("optional"):
                count.right += 1
                right = _right(wanted, "kind", str(held.kind))
                _attribute(result, "findings.kind", right, name, wanted, wanted["kind"], str(held.kind))
        elif not wanted.get("optional"):
            count.missed += 1
            result.cases["findings"].append(f"MISSED\t{name}\t{wanted['kind']}\t{wanted['message']}")
    count.extra += len(left)
    result.cases["findings"] += [f"EXTRA\t{name}\t{f.kind}\t{f.message}" for f in left]


def _holds(wanted: Counter[str], document: Document, finding: Finding) -> bool:
    quoted = Counter(w for a, b in finding.spans for w in _words(document.text[a:b]))
    shared = sum((wanted & quoted).values())
    return shared >= 0.6 * max(1, min(sum(wanted.values()), sum(quoted.values())))


def _same_bodies(wanted: Sequence[str], found: Sequence[str]) -> bool:
    return len(wanted) == len(found) and all(any(_overlap(w, f) >= 0.75 for f in found) for w in wanted)
