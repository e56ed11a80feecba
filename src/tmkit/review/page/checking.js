// The findings of tmkit check: asked for, kept up to date for short texts, and explained.
import { ask } from "./server.js";
import { byId, made, tell, whenFree } from "./page.js";
import { go, refresh, view } from "./rows.js";
import { action, say } from "./words.js";

const AT_ONCE = 2000; // rows of a text that is checked again after every change
const PAUSE = 1200; // ms without a change before that

let asked = false;
let running = false;
let timer = 0;

// Ask for a check and go on working meanwhile.
export function check() {
  asked = true;
  tell(say("checking"));
  inBackground((found) => tell(say("checked", found)));
}

async function inBackground(then) {
  if (running) return;
  running = true;
  try {
    const found = await ask("api/check", {});
    whenFree(async () => {
      await refresh();
      then(found);
    });
  } catch (error) {
    tell(error.message);
  } finally {
    running = false;
  }
}

// After a step: the findings of what changed are gone until it is checked again.
view.stepped = () => {
  if (!asked || view.total > AT_ONCE) return;
  clearTimeout(timer);
  timer = setTimeout(() => inBackground(() => {}), PAUSE);
};

export async function nextFinding() {
  const { row, checked } = await ask(`api/finding?row=${view.at}`);
  if (checked < 0) check();
  else if (row === null) tell(say("no-finding"));
  else await go(row);
}

// Show the pages of rules in the dialog.
export async function explain(rules) {
  if (!rules.length) throw new Error(say("nothing-to-explain"));
  const pages = [];
  for (const rule of new Set(rules)) pages.push(await ask(`api/rule?id=${encodeURIComponent(rule)}`));
  const shown = pages.flatMap(({ rule, summary, page }) => [
    made("h3", rule), made("p", summary), ...paragraphs(page),
  ]);
  open(action("explain"), shown);
}

// A rule's page, Markdown of our own, as elements: headings, code, paragraphs.
function paragraphs(page) {
  const found = [];
  let lines = [];
  let code = false;
  const end = (tag) => {
    const text = lines.join("\n");
    if (text) found.push(made(tag, tag === "p" ? text.replace(/\n(?!- )/g, " ") : text));
    lines = [];
  };
  for (const line of page.split("\n").slice(1)) {
    if (line.startsWith("```")) {
      end(code ? "pre" : "p");
      code = !code;
    } else if (code || line.trim()) {
      if (!code && line.startsWith("## ")) found.push(made("h4", line.slice(3)));
      else lines.push(line);
    } else end("p");
  }
  end("p");
  return found;
}

export function open(title, shown) {
  byId("help-title").textContent = title;
  byId("help-text").replaceChildren(...shown);
  byId("help").showModal();
  byId("help-text").scrollTop = 0;
}
