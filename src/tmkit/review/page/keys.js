// From a key to the name of what it does, and the bar that shows every key.
import { byId, made } from "./page.js";
import { action } from "./words.js";

const PUNCTUATION = { Slash: ["/", "?"], NumpadDivide: ["/", "/"] };

// With a Japanese IME on, or with kana keys, a key tells its letter by its place on the keyboard.
export function keyOf(event) {
  const key = event.key === "Process" || event.keyCode === 229 ? "" : event.key.normalize("NFKC");
  if (key.length > 1 || /^[!-~ ]$/.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(event.code || "");
  if (letter) return event.shiftKey ? letter[1] : letter[1].toLowerCase();
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code || "");
  if (digit && !event.shiftKey) return digit[1];
  return PUNCTUATION[event.code]?.[event.shiftKey ? 1 : 0] || "";
}

// The action of a key among `groups`, "" for none; "1-9" is any of these digits.
export function actionOf(groups, key) {
  for (const [each, name] of groups.flat()) {
    if (key && (each === key || (each === "1-9" && /^[1-9]$/.test(key)))) return name;
  }
  return "";
}

export function drawBar(groups, name) {
  const bar = byId("actions");
  bar.setAttribute("aria-label", name);
  bar.replaceChildren(...groups.map((group) => {
    const part = made("span", undefined, "group");
    part.append(...group.map(([key, each]) => {
      const button = made("button");
      button.type = "button";
      button.dataset.action = each;
      if (key) {
        button.append(made("kbd", key));
        if (key.length === 1) button.setAttribute("aria-keyshortcuts", key === key.toLowerCase() ? key : `Shift+${key}`);
      }
      if (key === "1-9") button.disabled = true; // which one, only a key says
      button.append(action(each));
      return button;
    }));
    return part;
  }));
}
