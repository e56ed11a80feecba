"""Which blocks of a page are its text, and which are furniture, and why.

Two ways to err, of unlike weight: furniture that stays costs the aligner little, a lost paragraph
costs the translator a translation unit. So a block goes only where something says so: an element
that declares itself navigation, a list that is all links, a short line far from the prose.
"""

from __future__ import annotations

import re
from itertools import accumulate

from tmkit.formats._html_blocks import Block, Page, ancestors
from tmkit.formats._lines import width

_POINTS = re.compile(r"[。．、，.!?！？,]")
_FINAL = re.compile(r"[。．.!?！？」』”\"')）]\Z")
_ROLES = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "tablist": "navigation",
    "complementary": "sidebar",
    "contentinfo": "footer",
    "banner": "page header",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "search": "search form",
}
_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "aside": "sidebar",
    "footer": "footer",
    "header": "page header",
    "dialog": "dialog",
    "search": "search form",
}
_NAMES = (
    (
        r"bread-?crumbs?|topic-?path|pankuzu|global-?nav|gnav|menu|nav|navi|pager|pagination",
        "navigation",
    ),
    (r"toc|table-?of-?contents|mokuji", "table of contents"),
    (r"shares?|sharing|sns|social|like-?button", "share buttons"),
    (r"related|relation|recommend(?:s|ed|ation)?|ranking|popular|pickup", "related articles"),
    (r"side-?bar|side-?menu|side", "sidebar"),
    (r"cookies?|consent|gdpr", "cookie notice"),
    (
        r"ads?|advert(?:isement)?|banner|promo(?:tion)?|sponsor(?:ed)?|newsletter|subscribe",
        "advertisement",
    ),
    (r"foot(?:er)?|copyright", "footer"),
)
_NAME_PATTERNS = tuple(
    (re.compile(rf"(?:^|[\s_-])(?:{pattern})(?=$|[\s_-])", re.IGNORECASE), reason)
    for pattern, reason in _NAMES
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments|respond|comment-?(?:list|area))(?=$|[\s_-])", re.IGNORECASE
)
_LISTS = {"ul", "ol", "dl", "table", "td", "div", "section", "p"}
_NAMED = {"div", "section", "ul", "ol", "dl", "table", "aside", "form", "header", "footer", "p"}
_LEAVES = {"p", "li", "td", "th", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_LARGE = 0.5  # a part with this share of the prose is the text, whatever it calls itself
_MAIN = 0.75  # the share of the prose that makes a <main> or <article> the container
_DENSE = 0.9
_PART = 0.3  # a part with more of the prose is not furniture on the strength of a class name
_LINKED = 0.6
_LEAST = 0.25  # where less than this stayed, the judgement was wrong: all is kept


def reasons(page: Page) -> list[str]:
    """Return for each block why it is not part of the page's text; empty where it is."""
    found = [""] * len(page.blocks)
    prose = [_prose(block) for block in page.blocks]
    sums = [0, *accumulate(prose)]
    main = _container(page, _sums_without_furniture(page, prose, sums))
    for index, container in enumerate(page.containers):
        reason = _furniture(page, index, main, sums)
        if reason:
            for number in range(container.first, container.last):
                found[number] = found[number] or reason
    _outside(page, main, prose, found)
    _bare_headings(page.blocks, found)
    # Without any sentence (a page of headings, a table) the length has to do.
    weights = prose if sums[-1] else [len(block.paragraph.text) for block in page.blocks]
    kept = sum(weight for weight, reason in zip(weights, found, strict=True) if not reason)
    return found if kept >= _LEAST * sum(weights) else [""] * len(found)


def _prose(block: Block) -> int:
    """Return the columns of a block's running text; 0 for labels and links."""
    text = block.paragraph.text
    columns = width(text) - 2 * block.linked
    return columns if columns >= 40 and _POINTS.search(text) else 0


def _sums_without_furniture(page: Page, prose: list[int], sums: list[int]) -> list[int]:
    """Return the running sums without the parts that declare themselves furniture.

    An advertisement beside the text must not draw the container's bounds around both.
    """
    weights = list(prose)
    for index, container in enumerate(page.containers):
        if _furniture(page, index, -1, sums):
            weights[container.first : container.last] = [0] * (container.last - container.first)
    return [0, *accumulate(weights)]


def _container(page: Page, sums: list[int]) -> int:
    """Return the index of the container of the main text.

    One that declares itself (main, article, articleBody) where it holds most of the prose;
    otherwise the smallest that holds nearly all of it.
    """
    declared: list[tuple[int, int]] = []  # number of blocks, index (negative: the inmost first)
    dense: list[tuple[int, int]] = []
    for index, container in enumerate(page.containers):
        share = (sums[container.last] - sums[container.first]) / (sums[-1] or 1)
        size = container.last - container.first
        own = container.tag in {"main", "article"} or container.role in {"main", "article"}
        if (own or "articlebody" in container.props) and share >= _MAIN:
            declared.append((size, -index))
        elif share >= _DENSE and size > 1 and container.tag not in _LEAVES:
            dense.append((size, -index))
    return -min(declared or dense)[1] if declared or dense else -1


def _furniture(page: Page, index: int, main: int, sums: list[int]) -> str:
    """Return why a container is furniture, empty where it is not."""
    container = page.containers[index]
    if container.last == container.first or index == main or container.tag in {"html", "body"}:
        return ""
    prose = sums[container.last] - sums[container.first]
    around = index == main or (main >= 0 and index in ancestors(page, main))
    if container.tag in _NAMED and not around and _COMMENTS.search(container.names):
        return "comments"  # under an old article they may well be longer than it
    if prose > _LARGE * sums[-1]:
        return ""
    inside = main >= 0 and main in ancestors(page, index)
    reason = _ROLES.get(container.role) or _TAGS.get(container.tag, "")
    if reason in {"page header", "footer", "sidebar"} and inside:
        reason = ""  # an article's own head, foot or box: judged by its links alone
    if reason:
        return reason
    part = page.blocks[container.first : container.last]
    if container.tag in _NAMED and prose <= _PART * sums[-1]:
        # Inside the main text a name is not enough: a restaurant's menu is text, too.
        linked = not inside or _link_share(part) > 0.3
        for pattern, why in _NAME_PATTERNS:
            if linked and pattern.search(container.names):
                return why
    if container.tag in _LISTS and not prose and sum(block.links for block in part) >= 3:
        if inside:
            text = page.containers[main]
            above = sums[container.first] - sums[text.first]
            if above and sums[text.last] - sums[container.last]:
                return ""  # between paragraphs: a list that the text gives
        return "link list" if _link_share(part) >= _LINKED else ""
    return ""


def _link_share(part: list[Block]) -> float:
    whole = sum(len(block.paragraph.text) for block in part)
    return sum(block.linked for block in part) / whole if whole else 0.0


def _outside(page: Page, main: int, prose: list[int], found: list[str]) -> None:
    """Mark what stands outside the main container and is neither prose nor a heading of it."""
    if main < 0:
        return
    first, last = page.containers[main].first, page.containers[main].last
    title = _title(page, first, last, found)
    # An old page without any h1 has its title in some centred line above the text.
    head = 0 if any(block.tag == "h1" for block in page.blocks) else first
    for number in (*range(first), *range(last, len(page.blocks))):
        block = page.blocks[number]
        text = block.paragraph.text
        if number in title:
            found[number] = ""
        elif not found[number] and not prose[number]:
            linked = block.linked * 2 >= len(text)
            short = width(text) < 24 and not _FINAL.search(text)
            following = number + 1 < len(found) and prose[number + 1] and not found[number + 1]
            heads = block.paragraph.kind == "heading" and following
            if linked or (short and not heads and number >= head):
                found[number] = "outside the main text"


def _title(page: Page, first: int, last: int, found: list[str]) -> range:
    """Return the blocks of the page's title where it stands above the main container."""
    headings = {number for number, block in enumerate(page.blocks) if block.tag == "h1"}
    if any(first <= number < last and not found[number] for number in headings):
        return range(0)
    end = max((number + 1 for number in headings if number < first), default=0)
    start = end
    while start - 1 in headings:  # a title of several lines
        start -= 1
    return range(start, end)


def _bare_headings(blocks: list[Block], found: list[str]) -> None:
    """Mark the headings under which nothing stayed: 関連記事 goes with its list."""
    last = ""  # why the block after went; empty where one stayed
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        if block.paragraph.kind == "heading" and not found[number] and block.tag != "h1":
            if last in {"link list", "related articles", "share buttons"}:
                found[number] = last
            last = ""
        else:
            last = found[number]
