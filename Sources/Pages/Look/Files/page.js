// The one module a page loads. Everything below works on what the server delivered; without it the forms still post.
import { startAutosave, unsaved, flush } from "./autosave.js";
import { startKeyboard } from "./keyboard.js";
import { startLock } from "./lock.js";
import { startState } from "./state.js";

startKeyboard();
startAutosave();
startLock(flush, unsaved);
startState();

// The rest is loaded by the pages that have a use for it.
const has = (what) => document.querySelector(what) !== null;
if (has("body[data-zone]")) import("./scanner.js").then(({ startScanner }) => startScanner(flush));
if (has("[data-signature]")) import("./signature.js").then(({ startSignature }) => startSignature());
if (has("[data-palette]")) import("./palette.js").then(({ startPalette }) => startPalette());
if (has("form[data-live]")) import("./search.js").then(({ startSearch }) => startSearch());
if (has("[data-renew]")) import("./renew.js").then(({ startRenewing }) => startRenewing());
if (has("form[data-progress]")) import("./progress.js").then(({ startProgress }) => startProgress());
if (has("[data-upload]")) import("./upload.js").then(({ startUpload }) => startUpload());

// Focus goes to what needs work: the summary of problems before the first input.
const first = document.querySelector(".summary[data-focus]")
  ?? document.getElementById(document.querySelector("[data-focus-on]")?.dataset.focusOn ?? "")
  ?? document.querySelector("[data-focus]");
if (first && !location.hash) first.focus();

// A link of the summary puts the focus into the field, not only the view.
for (const link of document.querySelectorAll(".summary a")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A double click never sends twice. The server knows the form's own token as well; this only spares the clerk the second page.
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (Date.now() - (sent.get(form) ?? 0) < 3000) { event.preventDefault(); return; }
  sent.set(form, Date.now());
  event.submitter?.setAttribute("aria-disabled", "true");
});
// Back in a page that the browser kept: its buttons work again.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
});
