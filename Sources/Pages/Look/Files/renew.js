// A part of a page that gets itself anew every two seconds: [data-renew=ADDRESS] with an id. Nothing in it is typed into. Without a
// script the page's own button loads it again.
export function startRenewing() {
  const id = document.querySelector("[data-renew]").id;
  setInterval(async () => {
    const old = document.getElementById(id);
    if (document.hidden || !old || old.contains(document.activeElement)) return;
    try {
      // Being looked at is no use of a session.
      const headers = { "X-Part": id, "X-Background": "1" };
      const response = await fetch(old.dataset.renew, { headers, signal: AbortSignal.timeout(5000), redirect: "manual" });
      if (!response.ok) return;
      const box = document.createElement("template");
      box.innerHTML = await response.text();
      const live = box.content.getElementById(id);
      if (!live || live.outerHTML === old.outerHTML) return;
      // What was opened stays open.
      const open = [...old.querySelectorAll("details")].map((one) => one.open);
      live.querySelectorAll("details").forEach((one, index) => { one.open = open[index] ?? false; });
      old.replaceWith(live);
    } catch { /* It stands as it is; the state bar says that the program does not answer. */ }
  }, 2_000);
}
