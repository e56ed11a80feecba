// The view of the terms: proposals of tmkit terms, decided on one key each.
import { ask } from "./server.js";
import { byId, confidence, made, takesLong, tell } from "./page.js";
import { writtenFields } from "./writing.js";
import { action, decision, kind as kindWord, refusal, say } from "./words.js";

export const KEYS = [
  [["a", "accept-term"], ["1-9", "accept-that"], ["e", "edit-term"], ["r", "reject"], ["l", "later"]],
  [["n", "next-term"], ["z", "undo"]],
  [["g", "pairs"], ["?", "help"]],
];
const PAGE = 200;
const terms = { all: [], decided: {}, revision: 0, at: 0, first: 0, counts: {}, glossary: "" };
const grid = byId("term-grid");

const bodyOf = (at) => grid.tBodies[at - terms.first];
const end = () => Math.min(terms.first + PAGE, terms.all.length);

export const MOVES = {
  ArrowDown: () => go(terms.at + 1),
  ArrowUp: () => go(terms.at - 1),
  PageDown: () => go(terms.at + 10),
  PageUp: () => go(terms.at - 10),
  Home: () => go(0),
  End: () => go(terms.all.length - 1),
};

export const told = () => (terms.all.length ? say("term-counts", terms.counts) : "");

export async function show() {
  takesLong();
  tell(say("finding-terms"));
  const found = await ask("api/terms", {});
  terms.all = found.terms;
  terms.glossary = found.glossary;
  take(found);
  draw();
  go(terms.at < terms.all.length ? terms.at : 0);
  tell(terms.all.length ? say("terms-go-to", { path: terms.glossary }) : say("no-terms"));
}

function take(found) {
  terms.decided = found.decided;
  terms.revision = found.revision;
  terms.counts = { ...found.counts, total: terms.all.length };
}

// --------------------------------------------------------------------------------------- drawing

function draw() {
  for (const body of [...grid.tBodies]) body.remove();
  for (let index = terms.first; index < end(); index += 1) grid.append(drawn(index));
  grid.setAttribute("aria-rowcount", String(terms.all.length + 1));
  byId("term-range").textContent = terms.all.length > PAGE
    ? say("range", { first: terms.first + 1, last: end(), total: terms.all.length }) : "";
}

function drawn(index) {
  const term = terms.all[index];
  const said = terms.decided[index];
  const body = made("tbody", undefined, `term ${said ? said.action : "open"}`);
  const line = made("tr");
  line.setAttribute("aria-rowindex", String(index + 2));
  const head = made("th", String(index + 1));
  head.scope = "row";
  const about = made("td", undefined, "about");
  about.id = `term-about-${index}`;
  about.append(made("p", decision(said ? said.action : term.status), "state"));
  about.append(confidence(term.confidence));
  if (term.inconsistent) about.append(made("p", say("inconsistent")));
  const name = made("td");
  name.lang = "en";
  name.tabIndex = -1;
  name.dataset.main = "";
  name.setAttribute("aria-describedby", `term-about-${index} term-renderings-${index}`);
  name.append(made("p", said && said.term ? said.term : term.term, "name"));
  const kind = made("p", say("times", { count: term.count, kind: kindWord(term.kind) }), "small");
  kind.lang = document.documentElement.lang;
  name.append(kind);
  const renderings = made("td");
  renderings.id = `term-renderings-${index}`;
  renderings.append(...choices(term, said));
  line.append(head, about, name, renderings);
  body.append(line);
  return body;
}

function choices(term, said) {
  const shown = [];
  if (said && said.rendering && !term.choices.some((choice) => choice.text === said.rendering)) {
    const taken = made("p", said.rendering, "name");
    taken.lang = "ja";
    shown.push(taken);
  }
  const list = made("ol", undefined, "choices");
  for (const choice of term.choices) {
    const item = made("li", undefined, said && choice.text === said.rendering ? "taken" : "");
    const text = made("span", choice.text, "name");
    text.lang = "ja";
    item.append(text, " ", made("span", say("choice", choice), "small"));
    if (choice.status !== "new") item.append(" ", made("span", decision(choice.status), "state"));
    if (choice.spellings.length) {
      const others = made("span", choice.spellings.map(([text, count]) => `${text} ×${count}`).join(", "), "small");
      others.lang = "ja";
      item.append(" ", others);
    }
    for (const [english, japanese] of choice.contexts.slice(0, 1)) {
      const context = made("div", undefined, "context");
      const one = made("p", english);
      const other = made("p", japanese);
      one.lang = "en";
      other.lang = "ja";
      context.append(one, other);
      item.append(context);
    }
    list.append(item);
  }
  shown.push(list);
  if (term.expected.length) {
    const expected = made("p", say("glossary-has", { terms: term.expected.join(", ") }), "small");
    shown.push(expected);
  }
  return shown;
}

// ----------------------------------------------------------------------------------------- focus

export function back() {
  for (const old of grid.querySelectorAll(".current")) old.classList.remove("current");
  for (const old of grid.querySelectorAll("[tabindex='0']")) old.tabIndex = -1;
  const cell = bodyOf(terms.at)?.querySelector("[data-main]");
  if (!cell) return;
  cell.tabIndex = 0;
  bodyOf(terms.at).classList.add("current");
  cell.focus();
}

export function go(at) {
  terms.at = Math.max(0, Math.min(at, terms.all.length - 1));
  if (terms.at < terms.first || terms.at >= end()) {
    terms.first = Math.floor(terms.at / PAGE) * PAGE;
    draw();
  }
  back();
}

function next() {
  const total = terms.all.length;
  for (let distance = 1; distance <= total; distance += 1) {
    const index = (terms.at + distance) % total;
    if (!terms.decided[index]) return go(index);
  }
  back();
  return tell(say("terms-done"));
}

// ------------------------------------------------------------------------------------- decisions

async function decide(name, fields = {}) {
  const done = await ask("api/decide", { revision: terms.revision, action: name, index: terms.at, ...fields });
  const before = terms.decided;
  take(done);
  for (const index of new Set([...Object.keys(before), ...Object.keys(terms.decided)])) {
    if (JSON.stringify(before[index]) !== JSON.stringify(terms.decided[index]) && bodyOf(index)) bodyOf(index).replaceWith(drawn(Number(index)));
  }
  if (done.refused) {
    back();
    throw new Error(refusal(done.refused));
  }
  if (done.stale) {
    back();
    throw new Error(say("other-tab"));
  }
  const undone = name === "undo";
  if (undone) go(done.at);
  else next();
  tell(say("saved", { action: action(undone ? "undo" : { accept: "accept-term", edit: "edit-term" }[name] || name) }));
}

async function edit() {
  const { at } = terms;
  const term = terms.all[at];
  const cell = bodyOf(at).rows[0].cells[3];
  tell(say("term-how"));
  const found = await writtenFields(cell, [
    [say("english"), term.term, "en"], [say("japanese"), term.choices[0].text, "ja"],
  ]);
  back();
  tell("");
  if (found) await decide("edit", { term: found[0], rendering: found[1] });
}

export async function perform(name, key) {
  if (!terms.all.length) throw new Error(say("no-terms"));
  if (name === "accept-that") {
    const choice = terms.all[terms.at].choices[Number(key) - 1];
    if (!choice) throw new Error(say("no-such-rendering"));
    await decide("accept", { rendering: choice.text });
  } else if (name === "accept-term") await decide("accept");
  else if (name === "edit-term") await edit();
  else if (name === "next-term") next();
  else await decide(name);
}
