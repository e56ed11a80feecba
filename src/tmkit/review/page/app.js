// The review page: two views, one key an action, every step answered before the next.
// Texts enter the page by textContent and value alone.
import { ask, enter } from "./server.js";
import { byId, made, run, tell } from "./page.js";
import { actionOf, drawBar, keyOf } from "./keys.js";
import { backToWriting, composing } from "./writing.js";
import { explain, open } from "./checking.js";
import { focus, load, view } from "./rows.js";
import * as pairs from "./pairs.js";
import * as terms from "./terms.js";
import { action, help, say, speak } from "./words.js";

let now = pairs;

// What stands around the rows, in the language of the page and for the view that is shown.
function label() {
  byId("title").textContent = say(now === pairs ? "title" : "term-title", { file: view.file });
  document.title = `${view.file} - tmkit review`;
  byId("counts").textContent = now.told();
  for (const [id, key] of [
    ["h-row", "row"], ["h-state", "state"], ["before", "before"], ["after", "after"],
    ["t-row", "row"], ["t-state", "state"], ["t-term", "english"], ["t-rendering", "rendering"],
    ["help-close", "close"],
  ]) byId(id).textContent = say(key);
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
  byId("h-source").textContent = names.of(view.languages[0]);
  byId("h-target").textContent = names.of(view.languages[1]);
  byId("grid").setAttribute("aria-label", say("pairs"));
  byId("term-grid").setAttribute("aria-label", say("terms"));
  byId("search-name").textContent = action("find");
  byId("pairs").hidden = now !== pairs;
  byId("terms").hidden = now !== terms;
}

async function turn(to) {
  const before = now;
  now = to;
  byId("search").hidden = true;
  label();
  drawBar(now.KEYS, say("keys"));
  try {
    await now.show();
  } catch (error) {
    if (now === terms) await turn(before);
    throw error;
  }
  byId("counts").textContent = now.told();
}

async function perform(name, key) {
  if (name === "find") {
    byId("search").hidden = false;
    byId("search-text").focus();
    byId("search-text").select();
  } else if (name === "help") open(action("help"), help().map(([tag, text]) => made(tag, text)));
  else if (name === "terms") await turn(terms);
  else if (name === "pairs") await turn(pairs);
  else {
    try {
      await now.perform(name, key);
    } finally {
      byId("counts").textContent = now.told();
    }
  }
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || byId("help").open) return;
  if (event.target.closest("input, textarea")) return;
  if (event.key !== "Tab" && backToWriting()) return;
  const key = keyOf(event);
  if (event.ctrlKey || event.metaKey) {
    const name = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()];
    if (name && now.KEYS.flat().some(([, each]) => each === name)) {
      event.preventDefault();
      run(() => perform(name));
    }
    return;
  }
  if (event.altKey) return;
  const move = now.MOVES[event.shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key];
  const name = move ? "" : actionOf(now.KEYS, key);
  if (!move && !name) return;
  event.preventDefault();
  // a key held down moves on, and undoes step after step, but does nothing else more than once
  if (move) run(async () => move());
  else if (!event.repeat || ["undo", "redo"].includes(name)) run(() => perform(name, key));
});

byId("actions").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || backToWriting()) return;
  now.back();
  run(() => perform(button.dataset.action));
});
byId("grid").addEventListener("click", (event) => {
  if (backToWriting()) return;
  const body = event.target.closest("tbody");
  if (!body) return;
  const at = view.first + [...byId("grid").tBodies].indexOf(body);
  const link = event.target.closest("[data-rule]");
  const cell = event.target.closest("[data-side]");
  if (link) {
    focus(at);
    run(() => explain([link.dataset.rule]));
  } else if (cell) focus(at, cell.dataset.side, [...cell.children].indexOf(event.target.closest("p")));
});
byId("term-grid").addEventListener("click", (event) => {
  if (backToWriting()) return;
  const head = event.target.closest("tbody")?.rows[0].cells[0];
  if (head) terms.go(Number(head.textContent) - 1);
});
byId("before").addEventListener("click", () => run(pairs.MOVES.PageUp));
byId("after").addEventListener("click", () => run(pairs.MOVES.PageDown));
byId("help").addEventListener("close", () => now.back());
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  run(() => pairs.find(byId("search-text").value));
});
byId("search-text").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !composing(event)) {
    byId("search").hidden = true;
    now.back();
  }
});

const known = enter();
setInterval(() => { ask("api/ping").catch(() => {}); }, 60000);
speak(navigator.language.slice(0, 2));
if (known) {
  run(async () => {
    await load(0);
    label();
    drawBar(now.KEYS, say("keys"));
    focus(0);
  });
} else tell(say("no-token"));
