// The state bar gets itself anew every ten seconds. When the program does not answer, the bar says so.
import { unsaved } from "./autosave.js";
import { activeSince } from "./lock.js";

export function startState() {
  const bar = document.querySelector(".state[data-refresh]");
  if (!bar) return;
  let asked = Date.now();
  setInterval(async () => {
    if (document.hidden) return;
    // Only what a person does keeps a session open.
    const headers = activeSince(asked) ? {} : { "X-Background": "1" };
    asked = Date.now();
    try {
      const response = await fetch(bar.dataset.refresh, { headers, signal: AbortSignal.timeout(5000), redirect: "manual" });
      // Locked or logged out meanwhile: the page goes there itself, unless it still holds something unsaved.
      if (response.type === "opaqueredirect") {
        if (!unsaved()) location.reload();
        return;
      }
      if (!response.ok) throw new Error("no state");
      const box = document.createElement("template");
      box.innerHTML = await response.text();
      const live = box.content.getElementById("state-live");
      const old = document.getElementById("state-live");
      if (!live) throw new Error("no state");
      if (old.outerHTML !== live.outerHTML && !old.contains(document.activeElement)) old.replaceWith(live);
      bar.querySelector(".state-lost")?.remove();
    } catch {
      if (bar.querySelector(".state-lost")) return;
      const lost = document.createElement("div");
      lost.className = "state-lost";
      lost.setAttribute("role", "alert");
      lost.textContent = "! Programm antwortet nicht";
      bar.prepend(lost);
    }
  }, 10_000);
}
