// The rows in the page: what the server sent, drawn, with one cell that has the focus.
import { ask, ConflictError } from "./server.js";
import { byId, confidence, made, tell } from "./page.js";
import { amiss, markedText } from "./marked.js";
import { action, markKind, reason, refusal, say, severity, speak, state as stateWord } from "./words.js";

// The rows that are in the page: those from number `first` on. `at` is the number of the current.
export const view = {
  rows: [], first: 0, total: 0, at: 0, side: "source", piece: 0, revision: -1, page: 200,
  languages: ["en", "ja"], stepped: () => {},
};
const grid = byId("grid");
let drawings = 0;

export const current = () => view.rows[view.at - view.first];
export const bodyOf = (at) => grid.tBodies[at - view.first];
export const cellOf = (at, side) => bodyOf(at)?.querySelector(`[data-side=${side}]`);

// ------------------------------------------------------------------------------- from the server

export async function load(first) {
  const found = await ask(`api/rows?from=${Math.max(0, first)}`);
  const before = { first: view.first, rows: view.rows };
  Object.assign(view, { rows: found.rows, first: found.from, languages: found.languages, page: found.page, file: found.file });
  speak(found.tongue);
  document.documentElement.lang = found.tongue;
  count(found);
  if (before.first === view.first && before.rows.length === view.rows.length) renew(before.rows);
  else draw();
  renumber();
}

// Draw what has changed, so that the focus stays wherever nothing did.
function renew(old) {
  view.rows.forEach((row, index) => {
    if (JSON.stringify(row) !== JSON.stringify(old[index])) grid.tBodies[index].replaceWith(drawn(row));
  });
}

function draw() {
  for (const body of [...grid.tBodies]) body.remove();
  grid.append(...view.rows.map(drawn));
}

// Ask for the rows anew and leave the focus where it is: something else about them is known now.
export async function refresh() {
  const inside = grid.contains(document.activeElement) || document.activeElement === document.body;
  await load(view.first);
  if (inside) focus(view.at, view.side, view.piece);
  else point(view.at, view.side, view.piece);
}

export async function step(name, fields = {}) {
  let done;
  try {
    done = await ask("api/step", { revision: view.revision, op: name, ...fields });
  } catch (error) {
    if (error instanceof ConflictError) {
      await load(view.first);
      focus(view.at);
    }
    throw error;
  }
  if (done.refused) throw new Error(refusal(done.refused));
  count(done);
  const start = done.at - view.first;
  const inside = start >= 0 && start + done.removed <= view.rows.length;
  const fits = view.rows.length - done.removed + done.rows.length;
  if (!done.reload && inside && fits > 0 && fits < view.page * 1.5) {
    view.rows.splice(start, done.removed, ...done.rows);
    const old = [...grid.tBodies].slice(start, start + done.removed);
    const after = grid.tBodies[start + done.removed] || null;
    for (const row of done.rows) grid.insertBefore(drawn(row), after);
    for (const body of old) body.remove();
    renumber();
  } else {
    await load(done.reload ? view.at - Math.floor(view.page / 4) : done.at - view.page / 2);
  }
  focus(name === "undo" || name === "redo" ? done.at : view.at);
  tell(say("saved", { action: action(name) }));
  view.stepped();
  return done;
}

function count(found) {
  view.revision = found.revision;
  view.total = found.total;
  view.counts = found;
  grid.setAttribute("aria-rowcount", String(found.total + 1));
}

// --------------------------------------------------------------------------------------- drawing

function drawn(row) {
  drawings += 1;
  const body = made("tbody", undefined, ["pair", row.doubtful ? "doubtful" : "", row.state].join(" ").replace(/ +/g, " "));
  const line = made("tr");
  const head = made("th");
  head.scope = "row";
  const about = made("td", undefined, "about");
  about.id = `about-${drawings}`;
  about.append(made("p", stateWord(row.state), "state"));
  if (row.confidence) about.append(confidence(row.confidence));
  if (row.flag) about.append(made("p", say("flagged"), "flagged"));
  if (row.edited.length) about.append(made("p", say("edited")));
  line.append(head, about);
  for (const side of ["source", "target"]) {
    const cell = made("td");
    cell.lang = view.languages[side === "source" ? 0 : 1];
    cell.dataset.side = side;
    cell.tabIndex = -1;
    row[side].forEach((text, piece) => cell.append(markedText(text, row.marks[side][piece])));
    cell.setAttribute("aria-describedby", `about-${drawings} more-${drawings}`);
    line.append(cell);
  }
  body.append(line);
  const more = details(row);
  if (more.length) {
    const under = made("tr", undefined, "more");
    const cell = made("td");
    cell.id = `more-${drawings}`;
    cell.colSpan = 2;
    cell.append(...more);
    under.append(made("td"), made("td"), cell);
    body.append(under);
  } else {
    for (const cell of body.querySelectorAll("[data-side]")) cell.setAttribute("aria-describedby", `about-${drawings}`);
  }
  return body;
}

// What is said of a row under its texts: why it is doubtful, what is amiss, findings, the note.
function details(row) {
  const found = [];
  if (row.reasons.length) found.push(made("p", row.reasons.map(reason).join(say("between")), "why"));
  for (const [kind, text, label] of amiss(row)) {
    const said = label ? say("amiss-for", { kind: markKind(kind), text, label }) : say("amiss", { kind: markKind(kind), text });
    found.push(made("p", said, kind));
  }
  for (const finding of row.findings) found.push(findingLine(finding));
  if (row.more) found.push(made("p", say("more-findings", { count: row.more })));
  if (row.note) found.push(made("p", say("note", { text: row.note }), "note"));
  return found;
}

function findingLine(finding) {
  const line = made("p", undefined, `finding ${finding.severity}`);
  line.append(made("span", severity(finding.severity), "severity"), " ", finding.message, " ");
  for (const [text, count, rows] of finding.evidence) {
    const where = rows.length ? say("rows", { rows: rows.join(", ") }) : "";
    line.append(made("span", say("elsewhere", { text, count, where }), "evidence"), " ");
  }
  const link = made("button", finding.rule, "rule");
  link.type = "button";
  link.tabIndex = -1;
  link.dataset.rule = finding.rule;
  link.setAttribute("aria-label", say("rule-page", { rule: finding.rule }));
  line.append(link);
  return line;
}

function renumber() {
  [...grid.tBodies].forEach((body, index) => {
    const number = view.first + index + 1;
    body.rows[0].cells[0].textContent = String(number);
    body.rows[0].setAttribute("aria-rowindex", String(number + 1));
  });
  const last = view.first + view.rows.length;
  byId("range").textContent = say("range", { first: view.first + 1, last, total: view.total });
  byId("before").disabled = view.first === 0;
  byId("after").disabled = last >= view.total;
  byId("pages").hidden = view.first === 0 && last >= view.total;
}

// ----------------------------------------------------------------------------------------- focus

export function focus(at, side = view.side, piece = 0) {
  point(at, side, piece)?.focus();
}

// Make a cell the current one; return it.
function point(at, side, piece) {
  for (const old of grid.querySelectorAll(".current, .chosen")) old.classList.remove("current", "chosen");
  for (const old of grid.querySelectorAll("[tabindex='0']")) old.tabIndex = -1;
  view.at = Math.min(Math.max(at, view.first), view.first + view.rows.length - 1);
  view.side = side;
  const cell = cellOf(view.at, side);
  if (!cell) return null;
  view.piece = Math.max(0, Math.min(piece, cell.children.length - 1));
  bodyOf(view.at).classList.add("current");
  if (cell.children.length > 1) cell.children[view.piece].classList.add("chosen");
  cell.tabIndex = 0;
  for (const link of bodyOf(view.at).querySelectorAll(".rule")) link.tabIndex = 0;
  return cell;
}

export async function go(at, side = view.side) {
  const to = Math.min(Math.max(at, 0), view.total - 1);
  if (to < view.first || to >= view.first + view.rows.length) await load(to - Math.floor(view.page / 4));
  focus(to, side);
}
