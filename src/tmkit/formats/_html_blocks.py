"""The block walk of the HTML reader: an element tree to blocks of text, in document order.

White space collapses as in a browser (CSS Text 3, 4.1.1); a ``<br>`` ends a block, as a line end
does in a text file. What a reader of the page does not see as text of its own (ruby readings,
form controls, hidden elements) goes to the omissions at once; navigation and the like are only
marked by their container, because what is furniture depends on the whole page.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from tmkit.formats._lines import blocks as line_blocks
from tmkit.formats._lines import paragraphs as line_paragraphs
from tmkit.formats._runs import Run
from tmkit.model import Omission, Origin, Paragraph, ParagraphKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_SILENT = {"script", "style", "template", "head", "datalist", "rp"}
_OMITTED = {
    "rt": "ruby reading",
    "rtc": "ruby reading",
    "noscript": "text for browsers without scripts",
    "textarea": "form control",
    "select": "form control",
    "button": "form control",
    "svg": "graphic",
    "canvas": "graphic",
    "object": "embedded content",
    "iframe": "embedded content",
    "audio": "embedded content",
    "video": "embedded content",
}
_BLOCK = frozenset(
    re.findall(
        r"\S+",
        """address article aside blockquote body caption center dd details dialog dir div dl dt
        fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li
        main menu nav ol option optgroup p pre search section summary table tbody td tfoot th
        thead tr ul""",
    )
)
_KINDS: dict[str, ParagraphKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quote",
}
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE
)
_SPACE = " \t\n\r\f"  # what HTML collapses: neither U+00A0 nor U+3000
_STRETCH = re.compile(r"[^ \t\r\f]+(?: [^ \t\r\f]+)*")
_PROBE = re.compile(r"[^\s&<>\"'\u00a0]{1,16}")
_WINDOW = 4096
_HIDDEN_SMALL = 80  # characters: an aria-hidden element with more is rather the page under a pop-up


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the page, with what tells text from furniture."""

    paragraph: Paragraph
    tag: str  # of the block element that holds it
    linked: int  # characters that stand in links
    links: int  # links that begin in it


@dataclass(slots=True)
class Container:
    """A block element: its blocks are those from ``first`` up to, not including, ``last``."""

    tag: str
    role: str
    names: str  # class and id
    props: str  # itemprop
    parent: int
    first: int
    last: int = 0


@dataclass(slots=True)
class Page:
    """What the walk gathers."""

    path: str
    blocks: list[Block] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    omitted: list[Omission] = field(default_factory=list)


@dataclass(slots=True)
class Places:
    """Finds where stretches of text stand in the source, going forward through it."""

    source: str
    starts: list[int]  # offset of each line
    cursor: int = 0
    far: int = 100  # how many more times to look beyond the window: keeps the walk linear

    def of(self, text: str, hint: int) -> tuple[int, int]:
        """Return line and column of ``text``, which stands on or after the line ``hint``."""
        hint = min(max(hint, 1), len(self.starts))
        probe = _PROBE.search(text)
        start = max(self.cursor, self.starts[hint - 1])
        if probe is not None:
            found = self.source.find(probe.group(), start, start + _WINDOW)
            if found < 0 and self.far:
                self.far -= 1
                found = self.source.find(probe.group(), start)
            if found >= 0:
                self.cursor = found + len(probe.group())
                found = max(found - probe.start(), 0)
                line = bisect.bisect_right(self.starts, found)
                return line, found - self.starts[line - 1] + 1
        line = bisect.bisect_right(self.starts, start)
        return line, 1


@dataclass(slots=True)
class _Walk:
    page: Page
    places: Places
    lang: str
    first_line: int
    run: Run
    open: list[int] = field(default_factory=list)  # containers
    kinds: list[ParagraphKind] = field(default_factory=list)
    in_link: int = 0
    linked: int = 0
    links: int = 0


def walk(root: _Element, source: str, path: str, lang: str, first_line: int = 1) -> Page:
    """Return the blocks of the tree under ``root``, which was parsed from ``source``.

    ``source`` has LF line ends; ``first_line`` is the number of its first line in the file.
    """
    from lxml.etree import iterwalk

    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    state = _Walk(Page(path), Places(source, starts), lang, first_line, Run(lang))
    walker = iterwalk(root, events=("start", "end", "comment", "pi"))
    left = ""  # why the element whose end comes next was left out
    for event, node in walker:
        element = cast("_Element", node)
        if event == "start":
            left = _skipped(element, state)
            if left:
                walker.skip_subtree()
                _omit(element, left, state)
            else:
                _start(element, state)
                _text(element.text, element, state)
            continue
        if event == "end" and not left:
            _end(element, state)
        left = ""
        if element is not root:
            _text(element.tail, element, state)
    _flush(state)
    return state.page


def visible_text(element: _Element) -> str:
    """Return the text under ``element``, with white space collapsed, without scripts."""
    texts = element.xpath(".//text()[not(parent::script or parent::style)]")
    return re.sub(f"[{_SPACE}]+", " ", "".join(cast("list[str]", texts))).strip(_SPACE)


def _skipped(element: _Element, state: _Walk) -> str:
    """Return why the element is left out with all it holds; empty where it is walked."""
    tag = _tag(element)
    if tag in _SILENT:
        return "not text"
    if tag == "pre":
        return "preformatted"
    if tag in _OMITTED:
        if tag == "button" and state.kinds and state.kinds[-1] == "heading":
            return ""  # a heading that folds its section
        return _OMITTED[tag]
    if tag in {"html", "body"}:
        return ""
    hidden = "hidden" in element.attrib and element.get("hidden") != "until-found"
    if hidden or _HIDDEN_STYLE.search(element.get("style") or ""):
        return "hidden"
    if element.get("aria-hidden") == "true" and len(visible_text(element)) <= _HIDDEN_SMALL:
        return "hidden"
    return ""


def _omit(element: _Element, reason: str, state: _Walk) -> None:
    tag = _tag(element)
    if tag == "pre":
        _flush(state)
        _pre(element, state)
    elif reason == "not text":
        if tag == "head":
            for title in element.iter("title"):
                _omission(title, "page title", state)
    else:
        if tag in _BLOCK:
            _flush(state)
        _omission(element, reason, state)


def _omission(element: _Element, reason: str, state: _Walk) -> None:
    text = visible_text(element)
    if text:
        line, column = state.places.of(text, _hint(element))
        origin = Origin(state.page.path, line + state.first_line - 1, column)
        state.page.omitted.append(Omission(text, reason, origin))


def _pre(element: _Element, state: _Walk) -> None:
    """Preformatted text: code is left out; prose (old pages, mail archives) is read by lines."""
    text = "".join(cast("list[str]", element.xpath(".//text()")))
    if not text.strip():
        return
    line, _ = state.places.of(text, _hint(element))
    lines = text.split("\n")
    line -= next(number for number, content in enumerate(lines) if content.strip())
    line += state.first_line - 1
    names = " ".join(
        f"{e.get('class') or ''}" for e in (element, element.getparent()) if e is not None
    )
    code = element.find(".//code") is not None or element.find(".//kbd") is not None
    if code or re.search(r"code|highlight|brush|prettyprint|language-|console", names):
        origin = Origin(state.page.path, max(line, 1))
        state.page.omitted.append(Omission(text.strip("\n"), "code block", origin))
        return
    kind = state.kinds[-1] if state.kinds else "body"
    for paragraph in line_paragraphs(line_blocks(lines, first=max(line, 1)), state.lang, kind):
        state.page.blocks.append(Block(paragraph, "pre", 0, 0))


def _start(element: _Element, state: _Walk) -> None:
    tag = _tag(element)
    if tag in _BLOCK:
        _flush(state)
        parent = state.open[-1] if state.open else -1
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        role = (element.get("role") or "").strip().lower()
        props = (element.get("itemprop") or "").lower()
        here = len(state.page.blocks)
        state.open.append(len(state.page.containers))
        state.page.containers.append(Container(tag, role, names, props, parent, here))
        if tag in _KINDS:
            state.kinds.append(_KINDS[tag])
    elif tag == "br":
        _flush(state)
    elif tag == "a" and element.get("href") is not None:
        state.in_link += 1
        state.links += 1
    elif tag in {"img", "input", "area"}:
        _attributes(element, tag, state)


def _attributes(element: _Element, tag: str, state: _Walk) -> None:
    """List the text that stands in attributes: a picture's description, a control's label."""
    if tag == "input" and element.get("type") not in {"submit", "button", "reset"}:
        return
    text = (element.get("value" if tag == "input" else "alt") or "").strip()
    if text:
        reason = "form control" if tag == "input" else "image description"
        line = min(_hint(element), len(state.places.starts)) + state.first_line - 1
        state.page.omitted.append(Omission(text, reason, Origin(state.page.path, line)))


def _end(element: _Element, state: _Walk) -> None:
    tag = _tag(element)
    if tag in _BLOCK:
        _flush(state)
        state.page.containers[state.open.pop()].last = len(state.page.blocks)
        if tag in _KINDS:
            state.kinds.pop()
    elif tag == "a" and element.get("href") is not None:
        state.in_link -= 1


def _text(text: str | None, element: _Element, state: _Walk) -> None:
    if not text:
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            state.run.space("\n")
        if line[:1] in _SPACE:
            state.run.space(" ")
        end = 0
        for match in _STRETCH.finditer(line):
            if match.start() > end:
                state.run.space(" ")
            row, column = state.places.of(match.group(), _hint(element))
            state.run.add(match.group(), row + state.first_line - 1, column)
            end = match.end()
            if state.in_link:
                state.linked += len(match.group())
        if line[-1:] in _SPACE:
            state.run.space(" ")


def _flush(state: _Walk) -> None:
    kind = state.kinds[-1] if state.kinds else "body"
    paragraph = state.run.take(kind)
    if paragraph is not None:
        tags = [state.page.containers[index].tag for index in state.open[-3:]]
        tag = "h1" if "h1" in tags else tags[-1] if tags else ""
        state.page.blocks.append(Block(paragraph, tag, state.linked, state.links))
    state.linked = state.links = 0


def _tag(element: _Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _hint(element: _Element) -> int:
    return cast("int | None", element.sourceline) or 1


def ancestors(page: Page, index: int) -> Iterator[int]:
    """Yield the indices of the containers around the container ``index``, inmost first."""
    index = page.containers[index].parent
    while index >= 0:
        yield index
        index = page.containers[index].parent
