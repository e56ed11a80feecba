// The view of the pairs: what each key does to a row.
import { ask } from "./server.js";
import { byId, made, takesLong, tell } from "./page.js";
import { bodyOf, cellOf, current, focus, go, refresh, step, view } from "./rows.js";
import { check, explain, nextFinding } from "./checking.js";
import { offsetIn, plain, restored, written } from "./writing.js";
import { action, refusal, say } from "./words.js";

// Groups of keys, as they stand in the bar.
export const KEYS = [
  [["n", "next"], ["v", "finding"], ["/", "find"]],
  [["a", "accept"], ["x", "delete"], ["f", "flag"], ["t", "note"]],
  [["m", "merge"], ["M", "merge-side"], ["s", "split"], ["u", "up"], ["d", "down"], ["l", "unlink"], ["r", "realign"]],
  [["e", "edit"], ["z", "undo"], ["y", "redo"]],
  [["c", "check"], ["i", "explain"], ["g", "terms"]],
  [["w", "tmx"], ["", "tsv"], ["", "xlsx"], ["?", "help"]],
];

export const MOVES = {
  ArrowDown: () => go(view.at + 1),
  ArrowUp: () => go(view.at - 1),
  ArrowLeft: () => focus(view.at, "source"),
  ArrowRight: () => focus(view.at, "target"),
  PageDown: () => go(view.first + view.rows.length),
  PageUp: () => go(view.first - 1),
  Home: () => go(0),
  End: () => go(view.total - 1),
  "Shift+ArrowDown": () => focus(view.at, view.side, view.piece + 1),
  "Shift+ArrowUp": () => focus(view.at, view.side, view.piece - 1),
};

export const back = () => focus(view.at, view.side, view.piece);

export function told() {
  return say("counts", view.counts || { total: 0, unreviewed: 0, doubtful: 0 });
}

async function edit(still) {
  const text = current()[view.side][view.piece];
  if (text === undefined) throw new Error(refusal("the row has nothing on this side"));
  if (!still && restored("", text) === null) throw new Error(say("mixed-breaks"));
  const { at, side, piece } = view;
  tell(say(still ? "split-how" : "edit-how"));
  const holder = cellOf(at, side).children[piece];
  const found = await written(holder, plain(text), action(still ? "split" : "edit"), still);
  focus(at, side, piece);
  tell("");
  if (found === null) return;
  if (still) await step("split", { row: at, side, piece, offset: offsetIn(text, found) });
  else if (found !== plain(text)) await step("edit", { row: at, side, piece, text: restored(found, text) });
}

async function note() {
  const { at, side, piece } = view;
  const holder = made("p", undefined, "note");
  const about = bodyOf(at).rows[0].querySelector("[data-side=target]");
  about.append(holder);
  tell(say("edit-how"));
  const old = current().note;
  const found = await written(holder, plain(old), action("note"), false);
  holder.remove();
  focus(at, side, piece);
  tell("");
  if (found !== null && found !== plain(old)) await step("note", { row: at, text: found });
}

async function next(before = "") {
  const { row } = await ask(`api/next?row=${view.at}`);
  if (row === null) tell(`${before}${say("none-left")}`);
  else await go(row);
}

async function realign() {
  takesLong();
  tell(say("realigning"));
  const done = await step("realign");
  tell(say("realigned", { count: done.realigned }));
}

export async function find(text) {
  const { row } = await ask(`api/find?row=${view.at}&text=${encodeURIComponent(text)}`);
  if (row === null) tell(say("not-found"));
  else {
    byId("search").hidden = true;
    await go(row);
  }
}

const ACTIONS = {
  next: () => next(),
  finding: nextFinding,
  accept: async (row) => {
    const accepted = current().state === "reviewed";
    await step("accept", { row });
    if (!accepted) await next(`${say("saved", { action: action("accept") })}${say("between")}`);
  },
  merge: (row) => step("merge", { row, side: "both" }),
  "merge-side": (row) => step("merge", { row, side: view.side }),
  split: () => edit(true),
  edit: () => edit(false),
  up: (row) => step("up", { row, side: view.side }),
  down: (row) => step("down", { row, side: view.side }),
  note,
  realign,
  undo: () => step("undo"),
  redo: () => step("redo"),
  check,
  explain: () => explain(current().findings.map((finding) => finding.rule)),
};

export async function perform(name) {
  if (ACTIONS[name]) await ACTIONS[name](view.at);
  else if (["tmx", "tsv", "xlsx"].includes(name)) tell(say("wrote", await ask("api/export", { format: name })));
  else await step(name, { row: view.at });
}

export async function show() {
  await refresh();
  back();
}
