// A text with its marks. It enters the page as text alone; a mark is an element around a part of it.
import { made } from "./page.js";
import { markKind } from "./words.js";

// `marks` are [start, end, kinds, label] by rising start, without overlap, in UTF-16 units.
export function markedText(text, marks) {
  const line = made("p");
  let at = 0;
  for (const [start, end, kinds, label] of marks) {
    if (start > at) line.append(text.slice(at, start));
    const mark = made("mark", text.slice(start, end), kinds);
    const kind = kinds.split(" ").map(markKind).join(", ");
    mark.title = label ? `${kind}: ${label}` : kind;
    line.append(mark);
    at = end;
  }
  if (at < text.length) line.append(text.slice(at));
  return line;
}

// What a row's marks say is amiss, as [kind, text, label]; ranges that touch are one.
export function amiss(row) {
  const found = [];
  for (const side of ["source", "target"]) {
    row.marks[side].forEach((marks, piece) => {
      let last = null;
      for (const [start, end, kinds, label] of marks) {
        const kind = kinds.split(" ").find((each) => each.endsWith("-off"));
        const text = row[side][piece].slice(start, end);
        if (kind && last && last.kind === kind && last.end === start) {
          last.entry[1] += text;
          last.end = end;
        } else if (kind) {
          last = { kind, end, entry: [kind, text, kind === "term-off" ? label : ""] };
          found.push(last.entry);
        } else {
          last = null;
        }
      }
    });
  }
  return found;
}
