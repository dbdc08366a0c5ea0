"""Names of elements of Word's XML, and what is read of those that hold text in other ways than runs."""

from __future__ import annotations

from collections.abc import Iterator

from extract.reading.word.package import Element, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

P, TBL, RUN, RPR, PPR, TEXT = W + "p", W + "tbl", W + "r", W + "rPr", W + "pPr", W + "t"
SDT, CONTENT, SECTION = W + "sdt", W + "sdtContent", W + "sectPr"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
BOX = W + "txbxContent"
VAL = W + "val"
FORMULAS = frozenset((M + "oMath", M + "oMathPara"))
_SUP = M + "sup"
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def chosen(element: Element) -> Element | None:
    """The one branch of an `AlternateContent` that is read: the newer one, unless it holds no text and the other does."""
    choice, fallback = element.find(CHOICE), element.find(FALLBACK)
    if choice is None or fallback is None:
        return choice if choice is not None else fallback
    return choice if _holds_text(choice) or not _holds_text(fallback) else fallback


def _holds_text(element: Element) -> bool:
    return next(element.iter(TEXT, BOX), None) is not None


def boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, groups included, once each."""
    for child in element:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from boxes(branch)
        elif len(child):
            yield from boxes(child)


def formula(element: Element) -> Iterator[str]:
    """The text of a formula, raised digits as such."""
    for child in element:
        if child.tag == M + "t":
            yield child.text or ""
        elif child.tag == _SUP:
            raised = "".join(formula(child))
            yield raised.translate(_RAISED) if raised.lstrip("+-−").isdigit() else raised
        elif child.tag == M + "f":
            above, below = child.find(M + "num"), child.find(M + "den")
            yield "".join(formula(above)) if above is not None else ""
            yield "/"
            yield "".join(formula(below)) if below is not None else ""
        else:
            yield from formula(child)
