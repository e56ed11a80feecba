// Requests to the review's server. The token is this tab's alone and goes in a header.
import { refusal, say } from "./words.js";

let token = "";

// Another tab was faster: what is shown is no longer so.
export class ConflictError extends Error {}

// The token comes in the fragment, is kept for this tab, and leaves the address bar.
export function enter() {
  if (location.hash.length > 1) {
    sessionStorage.setItem("token", location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
  token = sessionStorage.getItem("token") || "";
  return token !== "";
}

export async function ask(path, data) {
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
  if (answer.status === 409) throw new ConflictError(say("other-tab"));
  throw new Error(refusal(found.error));
}
