// Small things that every part of the page needs: elements, the live region, one task at a time.
import { say } from "./words.js";

export const byId = (id) => document.getElementById(id);

export function made(tag, text, name) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
}

// A confidence: the figure for eyes, what it is for screen readers too.
export function confidence(value) {
  const line = made("p");
  line.append(made("span", say("confidence"), "hidden"), " ", value);
  line.title = say("confidence");
  return line;
}

// What happened, for eyes and screen readers, which say nothing where a text stays the same.
export function tell(text) {
  const status = byId("status");
  status.textContent = text && status.textContent === text ? `${text}\u00a0` : text;
}

const MOST = 4; // keys that wait for a step to be done; more are a key that was held down
let busy = false;
let slow = false;
let queue = [];
const later = [];

// Do what a key asks for, after what earlier keys asked for.
export async function run(task) {
  if (busy) {
    if (!slow && queue.length < MOST) queue.push(task);
    return;
  }
  busy = true;
  document.documentElement.dataset.busy = "";
  try {
    await task();
  } catch (error) {
    queue = []; // what was typed next meant rows that are not there
    tell(error.message);
  }
  busy = false;
  slow = false;
  const next = queue.shift() || later.shift();
  if (next) await run(next);
  else delete document.documentElement.dataset.busy;
}

// The task takes seconds: keys pressed meanwhile are not meant for what comes after it.
export function takesLong() {
  slow = true;
  queue = [];
}

// Do what no key asked for as soon as nothing else is being done, and no text is being written.
export function whenFree(task) {
  if (busy) later.push(task);
  else run(task);
}
