// A search form whose list renews itself while one types: form[data-live=ID]. Arrow down goes into the list, Enter in the field too,
// so that nothing is chosen unseen. Without a script the form's own button does it.
export function startSearch() {
  for (const form of document.querySelectorAll("form[data-live]")) {
    let timer = 0, running = null;
    const list = () => document.getElementById(form.dataset.live);
    const renew = async () => {
      running?.abort();
      running = new AbortController();
      const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
      try {
        const response = await fetch(address, { headers: { "X-Part": form.dataset.live }, signal: running.signal, redirect: "manual" });
        if (!response.ok) return;
        const box = document.createElement("template");
        box.innerHTML = await response.text();
        list().replaceWith(box.content);
      } catch { /* The list stands as it is; the button searches. */ }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(renew, 120); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      clearTimeout(timer);
      await renew();
      buttons()[0]?.focus();
    });
    const buttons = () => [...list().querySelectorAll("button, a")];
    document.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const all = buttons();
      const index = all.indexOf(document.activeElement);
      const isField = document.activeElement?.form === form && document.activeElement.matches("input");
      if (!step || event.ctrlKey || event.altKey || (index < 0 && !(isField && step > 0))) return;
      event.preventDefault();
      if (index + step < 0) form.querySelector("input").focus();
      else all[Math.min(index + step, all.length - 1)]?.focus();
    });
  }
}
