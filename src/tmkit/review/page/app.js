// The review page: rows from the server, one key an action, every step answered before the next.
// Texts enter the page by textContent and value alone.
import { action, reason, refusal, say, speak, state as stateWord } from "./words.js";

const KEYS = [
  ["n", "next"], ["a", "accept"], ["m", "merge"], ["M", "merge-side"], ["s", "split"],
  ["u", "up"], ["d", "down"], ["l", "unlink"], ["x", "delete"], ["e", "edit"], ["f", "flag"],
  ["t", "note"], ["z", "undo"], ["y", "redo"], ["/", "find"], ["w", "tmx"], ["", "tsv"],
  ["", "xlsx"], ["?", "help"],
];
const byId = (id) => document.getElementById(id);
const body = byId("rows");
// The rows that are in the page: those from number `first` on. `at` is the number of the current.
const view = { rows: [], first: 0, total: 0, at: 0, side: "source", piece: 0, revision: -1, page: 200, languages: ["en", "ja"] };
let token = "";
let busy = false;

// ---------------------------------------------------------------------------------- the server

async function ask(path, data) {
  const options = { headers: { "X-Tmkit-Token": token }, credentials: "omit" };
  if (data !== undefined) {
    options.method = "POST";
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(data);
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error(say("no-server"));
  }
  const told = answer.headers.get("Content-Type") || "";
  const found = told.startsWith("application/json") ? await answer.json() : { error: await answer.text() };
  if (answer.ok) return found;
  if (answer.status === 409) {
    await load(view.first);
    throw new Error(say("other-tab"));
  }
  throw new Error(refusal(found.error));
}

async function load(first) {
  const found = await ask(`api/rows?from=${Math.max(0, first)}`);
  Object.assign(view, { rows: found.rows, first: found.from, languages: found.languages, page: found.page });
  speak(found.tongue);
  document.documentElement.lang = found.tongue;
  byId("title").textContent = `tmkit review: ${found.file}`;
  document.title = `${found.file} - tmkit review`;
  count(found);
  label();
  body.replaceChildren(...view.rows.map(drawn));
  renumber();
}

async function step(name, fields = {}) {
  const done = await ask("api/step", { revision: view.revision, op: name, ...fields });
  if (done.refused) throw new Error(refusal(done.refused));
  count(done);
  const start = done.at - view.first;
  const inside = start >= 0 && start + done.removed <= view.rows.length;
  const fits = view.rows.length - done.removed + done.rows.length;
  if (inside && fits > 0 && fits < view.page * 1.5) {
    view.rows.splice(start, done.removed, ...done.rows);
    const old = [...body.rows].slice(start, start + done.removed);
    const after = body.rows[start + done.removed] || null;
    for (const row of done.rows) body.insertBefore(drawn(row), after);
    for (const row of old) row.remove();
    renumber();
  } else {
    await load(done.at - view.page / 2);
  }
  focus(name === "undo" || name === "redo" ? done.at : view.at);
  tell(say("saved", { action: action(name) }));
}

function count(found) {
  view.revision = found.revision;
  view.total = found.total;
  byId("counts").textContent = say("counts", found);
}

// ------------------------------------------------------------------------------------- drawing

function made(tag, text, name) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
}

function drawn(row) {
  const line = made("tr", undefined, [row.doubtful ? "doubtful" : "", row.state].join(" ").trim());
  const head = made("th");
  head.scope = "row";
  const about = made("td", undefined, "about");
  about.append(made("p", (row.doubtful ? "? " : "") + stateWord(row.state), "state"));
  const more = [];
  if (row.confidence) more.push(say("confidence", { value: row.confidence }));
  more.push(...row.reasons.map(reason));
  if (row.flag) more.push(say("flagged"));
  if (row.edited.length) more.push(say("edited"));
  if (row.note) more.push(say("note", { text: row.note }));
  for (const text of more) about.append(made("p", text));
  line.append(head, about);
  for (const side of ["source", "target"]) {
    const cell = made("td");
    cell.lang = view.languages[side === "source" ? 0 : 1];
    cell.dataset.side = side;
    cell.tabIndex = -1;
    for (const text of row[side]) cell.append(made("p", text));
    line.append(cell);
  }
  return line;
}

function renumber() {
  [...body.rows].forEach((line, index) => { line.cells[0].textContent = String(view.first + index + 1); });
  const last = view.first + view.rows.length;
  byId("range").textContent = say("range", { first: view.first + 1, last, total: view.total });
  byId("before").disabled = view.first === 0;
  byId("after").disabled = last >= view.total;
}

function label() {
  byId("h-row").textContent = say("row");
  byId("h-state").textContent = say("state");
  byId("h-source").textContent = view.languages[0];
  byId("h-target").textContent = view.languages[1];
  byId("before").textContent = say("before");
  byId("after").textContent = say("after");
  byId("search-name").textContent = action("find");
  byId("help-title").textContent = action("help");
  byId("help-text").textContent = say("help-text");
  byId("help-close").textContent = say("close");
  byId("actions").setAttribute("aria-label", "tmkit");
  byId("actions").replaceChildren(...KEYS.map(([key, name]) => {
    const button = made("button");
    button.type = "button";
    button.dataset.action = name;
    if (key) {
      button.append(made("kbd", key));
      button.setAttribute("aria-keyshortcuts", key === key.toLowerCase() ? key : `Shift+${key}`);
    }
    button.append(action(name));
    return button;
  }));
}

const tell = (text) => { byId("status").textContent = text; };
const cellOf = (at, side) => body.rows[at - view.first]?.querySelector(`[data-side=${side}]`);

function focus(at, side = view.side, piece = 0) {
  for (const old of body.querySelectorAll(".current, .chosen")) old.classList.remove("current", "chosen");
  for (const old of body.querySelectorAll("[tabindex='0']")) old.tabIndex = -1;
  view.at = Math.min(Math.max(at, view.first), view.first + view.rows.length - 1);
  view.side = side;
  const cell = cellOf(view.at, side);
  if (!cell) return;
  view.piece = Math.max(0, Math.min(piece, cell.children.length - 1));
  cell.parentElement.classList.add("current");
  if (cell.children.length > 1) cell.children[view.piece].classList.add("chosen");
  cell.tabIndex = 0;
  cell.focus();
}

async function go(at, side = view.side) {
  const to = Math.min(Math.max(at, 0), view.total - 1);
  if (to < view.first || to >= view.first + view.rows.length) await load(to - Math.floor(view.page / 4));
  focus(to, side);
}

// ------------------------------------------------------------------------------------- editing

// A browser makes one character of CR LF, and counts UTF-16 units; the server counts characters.
const plain = (text) => text.replace(/\r\n?/g, "\n");
function offsetIn(text, position) {
  let units = 0;
  let characters = 0;
  for (const character of text.replace(/\r\n/g, "\r")) {
    if (units >= position) break;
    units += character.length;
    characters += 1;
  }
  const head = [...text.replace(/\r\n/g, "\r")].slice(0, characters).join("");
  const pairs = (text.match(/\r\n/g) || []).length === 0 ? 0 : breaksBefore(text, head.length);
  return characters + pairs;
}
function breaksBefore(text, length) {
  let pairs = 0;
  for (let index = 0, seen = 0; seen < length; index += 1, seen += 1) {
    if (text[index] === "\r" && text[index + 1] === "\n") { pairs += 1; index += 1; }
  }
  return pairs;
}
function restored(text, old) {
  const kinds = new Set(old.match(/\r\n|\r|\n/g) || []);
  if (kinds.size > 1) return null;
  return kinds.size ? text.replaceAll("\n", [...kinds][0]) : text;
}

// Show a text to be written in, or (`still`) only to put the caret in; null where it was left.
function written(holder, text, name, still) {
  return new Promise((resolve) => {
    const area = made("textarea");
    area.value = text;
    area.rows = Math.max(2, Math.ceil(text.length / 40));
    area.setAttribute("aria-label", name);
    const before = [...holder.childNodes];
    holder.replaceChildren(area);
    area.focus();
    area.setSelectionRange(still ? 0 : area.value.length, still ? 0 : area.value.length);
    let open = true;
    const end = (value) => {
      if (!open) return;
      open = false;
      holder.replaceChildren(...before);
      resolve(value);
    };
    if (still) {
      area.addEventListener("beforeinput", (event) => event.preventDefault());
      area.addEventListener("input", () => { area.value = text; });
    }
    area.addEventListener("keydown", (event) => {
      event.stopPropagation();
      // WebKit says isComposing=false on the Enter that confirms, but 229 there too
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Escape") {
        event.preventDefault();
        end(null);
      } else if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        end(still ? area.selectionStart : area.value);
      }
    });
  });
}

async function edit(still) {
  const text = view.rows[view.at - view.first][view.side][view.piece];
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
  const { at, side } = view;
  const about = body.rows[at - view.first].cells[1];
  const found = await written(about, view.rows[at - view.first].note, action("note"), false);
  focus(at, side);
  if (found !== null && found !== view.rows[at - view.first].note) await step("note", { row: at, text: found });
}

// ------------------------------------------------------------------------------------- actions

async function next() {
  const { row } = await ask(`api/next?row=${view.at}`);
  if (row === null) tell(say("none-left"));
  else await go(row);
}

async function perform(name) {
  const row = view.at;
  if (name === "next") await next();
  else if (name === "accept") {
    const accepted = view.rows[row - view.first].state === "reviewed";
    await step("accept", { row });
    if (!accepted) await next();
  } else if (name === "merge") await step("merge", { row, side: "both" });
  else if (name === "merge-side") await step("merge", { row, side: view.side });
  else if (name === "split" || name === "edit") await edit(name === "split");
  else if (name === "up" || name === "down") await step(name, { row, side: view.side });
  else if (name === "note") await note();
  else if (name === "undo" || name === "redo") await step(name);
  else if (name === "find") { byId("search").hidden = false; byId("search-text").select(); byId("search-text").focus(); }
  else if (name === "help") byId("help").showModal();
  else if (["tmx", "tsv", "xlsx"].includes(name)) tell(say("wrote", await ask("api/export", { format: name })));
  else await step(name, { row });
}

async function run(task) {
  if (busy) return;
  busy = true;
  try {
    await task();
  } catch (error) {
    tell(error.message);
  } finally {
    busy = false;
  }
}

// ------------------------------------------------------------------------------------ listening

const MOVES = {
  ArrowDown: () => go(view.at + 1),
  ArrowUp: () => go(view.at - 1),
  ArrowLeft: () => focus(view.at, "source"),
  ArrowRight: () => focus(view.at, "target"),
  PageDown: () => go(view.first + view.rows.length),
  PageUp: () => go(view.first - 1),
  Home: () => go(0),
  End: () => go(view.total - 1),
};

// With a Japanese IME on, a key outside a text field may tell its place on the keyboard only.
function keyOf(event) {
  if (event.key !== "Process" && event.keyCode !== 229) return event.key.normalize("NFKC");
  const letter = /^Key([A-Z])$/.exec(event.code || "");
  return letter ? (event.shiftKey ? letter[1] : letter[1].toLowerCase()) : "";
}

// While a text is being written everything else waits, and leads back to it.
function backToWriting() {
  const area = body.querySelector("textarea");
  area?.focus();
  return area !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || byId("help").open) return;
  if (event.target.closest("input, textarea")) return;
  if (event.key !== "Tab" && backToWriting()) return;
  const key = keyOf(event);
  if (event.ctrlKey || event.metaKey) {
    const name = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()];
    if (name) { event.preventDefault(); run(() => perform(name)); }
    return;
  }
  if (event.altKey) return;
  if (event.shiftKey && (key === "ArrowDown" || key === "ArrowUp")) {
    event.preventDefault();
    focus(view.at, view.side, view.piece + (key === "ArrowDown" ? 1 : -1));
  } else if (MOVES[key]) {
    event.preventDefault();
    run(MOVES[key]);
  } else {
    const found = key && KEYS.find(([each]) => each === key);
    if (!found) return;
    event.preventDefault();
    // a key held down undoes step after step, but does nothing else more than once
    if (!event.repeat || ["undo", "redo"].includes(found[1])) run(() => perform(found[1]));
  }
});

byId("actions").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || backToWriting()) return;
  focus(view.at, view.side, view.piece);
  run(() => perform(button.dataset.action));
});
body.addEventListener("click", (event) => {
  if (backToWriting()) return;
  const cell = event.target.closest("[data-side]");
  if (!cell) return;
  const piece = [...cell.children].indexOf(event.target.closest("p"));
  focus(view.first + cell.parentElement.sectionRowIndex, cell.dataset.side, piece);
});
byId("before").addEventListener("click", () => run(MOVES.PageUp));
byId("after").addEventListener("click", () => run(MOVES.PageDown));
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  run(async () => {
    const { row } = await ask(`api/find?row=${view.at}&text=${encodeURIComponent(byId("search-text").value)}`);
    if (row === null) tell(say("not-found"));
    else { byId("search").hidden = true; await go(row); }
  });
});
byId("search-text").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && event.keyCode !== 229) {
    byId("search").hidden = true;
    focus(view.at, view.side, view.piece);
  }
});

// The token comes in the fragment, is kept for this tab, and leaves the address bar.
if (location.hash.length > 1) {
  sessionStorage.setItem("token", location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
token = sessionStorage.getItem("token") || "";
setInterval(() => { ask("api/ping").catch(() => {}); }, 60000);
speak(navigator.language.slice(0, 2));
if (token) run(async () => { await load(0); focus(0); });
else tell(say("no-token"));
