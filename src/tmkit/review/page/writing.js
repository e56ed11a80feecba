// Writing a text in the page, and where in it the caret stands as the server counts.
import { made } from "./page.js";

// A browser makes one character of CR LF, and counts UTF-16 units; the server counts characters.
export const plain = (text) => text.replace(/\r\n?/g, "\n");

export function offsetIn(text, position) {
  let units = 0;
  let characters = 0;
  for (let index = 0; index < text.length && units < position;) {
    const pair = text.startsWith("\r\n", index);
    const width = pair ? 1 : String.fromCodePoint(text.codePointAt(index)).length;
    units += width;
    characters += pair ? 2 : 1;
    index += pair ? 2 : width;
  }
  return characters;
}

// The text with the line breaks of the old one; null where that has several kinds.
export function restored(text, old) {
  const kinds = new Set(old.match(/\r\n|\r|\n/g) || []);
  if (kinds.size > 1) return null;
  return kinds.size ? text.replaceAll("\n", [...kinds][0]) : text;
}

// WebKit says isComposing=false on the Enter that confirms, but keyCode 229 there too.
export const composing = (event) => event.isComposing || event.keyCode === 229;

const open = { area: null };

// The text that is being written, or null. Everything else waits for it.
export const writing = () => open.area;

export function backToWriting() {
  open.area?.focus();
  return open.area !== null;
}

// Show fields in `holder`, resolve with what they hold on Enter, with null on Escape.
function fields(holder, shown, areas, result, also = () => {}) {
  return new Promise((resolve) => {
    const before = [...holder.childNodes];
    holder.replaceChildren(...shown);
    [open.area] = areas;
    areas[0].focus();
    const end = (value) => {
      if (!open.area) return;
      open.area = null;
      holder.replaceChildren(...before);
      resolve(value);
    };
    for (const area of areas) {
      area.addEventListener("focus", () => { open.area = area; });
      area.addEventListener("keydown", (event) => {
        event.stopPropagation();
        if (composing(event)) return;
        if (event.key === "Escape") {
          event.preventDefault();
          end(null);
        } else if (event.key === "Enter" && !event.shiftKey) {
          event.preventDefault();
          end(result(areas));
        }
      });
    }
    also();
  });
}

// Show a text to be written in, or (`still`) only to put the caret in.
export function written(holder, text, name, still) {
  const area = made("textarea");
  area.value = text;
  area.rows = Math.max(2, Math.ceil(text.length / 40));
  area.setAttribute("aria-label", name);
  const result = () => (still ? area.selectionStart : area.value);
  return fields(holder, [area], [area], result, () => {
    area.setSelectionRange(still ? 0 : area.value.length, still ? 0 : area.value.length);
    if (still) {
      area.addEventListener("beforeinput", (event) => event.preventDefault());
      area.addEventListener("input", () => { area.value = text; });
    }
  });
}

// Show several short texts to be written, `[[name, text, lang], ...]`.
export function writtenFields(holder, given) {
  const shown = [];
  const inputs = given.map(([name, text, lang]) => {
    const label = made("label", name);
    const input = made("input");
    input.type = "text";
    input.value = text;
    input.lang = lang;
    input.autocomplete = "off";
    label.append(" ", input);
    shown.push(label);
    return input;
  });
  return fields(holder, shown, inputs, (areas) => areas.map((area) => area.value), () => inputs[0].select());
}
