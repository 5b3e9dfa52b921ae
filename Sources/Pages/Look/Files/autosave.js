// Saves a field when it is left. Says "gespeichert" only after the server has said so; tries again until it has; never takes typed text away.
// One request at a time for a form, for each answer carries the revision that the next one needs.
const forms = [];

export const unsaved = () => forms.some((form) => form.waiting.size > 0 || form.changed().length > 0);

// Sends what is open and waits, at most `limit` milliseconds. Tells whether all is saved.
export async function flush(limit = 3000) {
  for (const form of forms) form.saveChanged();
  const end = Date.now() + limit;
  while (unsaved() && Date.now() < end) await new Promise((done) => setTimeout(done, 25));
  return !unsaved();
}

export function startAutosave() {
  for (const element of document.querySelectorAll("form[data-autosave]")) forms.push(new AutosavedForm(element));
  // Whatever leads away from the page waits for what is being saved; the browser only asks when saving is in trouble.
  addEventListener("beforeunload", (event) => { if (forms.some((form) => form.failures > 0) && unsaved()) event.preventDefault(); });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !unsaved()) return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    await flush();
    location.assign(link.href);
  });
  const released = new WeakSet();
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.dataset.autosave || released.has(form) || !unsaved()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    await flush();
    released.add(form);
    form.requestSubmit(submitter ?? undefined);
    released.delete(form);
  }, { capture: true });
  addEventListener("visibilitychange", () => { if (document.hidden) for (const form of forms) form.saveChanged(); });
}

class AutosavedForm {
  constructor(form) {
    this.form = form;
    this.waiting = new Map();
    this.saved = new Map();
    this.refused = new Map();
    this.running = false;
    this.failures = 0;
    for (const field of this.fields()) this.saved.set(field, this.content(field));
    form.addEventListener("focusout", (event) => {
      const field = event.target.closest("[data-field]");
      if (field && !field.contains(event.relatedTarget)) this.save(field);
    });
    form.addEventListener("change", (event) => {
      const field = event.target.closest("[data-field]");
      if (field && (event.target.matches("[type=radio], [type=checkbox], select"))) this.save(field);
    });
    form.addEventListener("submit", (event) => this.sendAfterSaving(event));
  }

  fields() { return [...this.form.querySelectorAll("[data-field]")].filter((field) => !field.querySelector("[type=file]")); }

  inputs(field) { return [...field.querySelectorAll("[name]")]; }

  // The field's part of the body, in a form that can be compared.
  content(field) {
    const body = new URLSearchParams();
    for (const input of this.inputs(field)) {
      if (input.matches("[type=radio], [type=checkbox]") && !input.checked) continue;
      body.append(input.name, input.value);
    }
    return body.toString();
  }

  changed() {
    return this.fields().filter((field) => {
      const content = this.content(field);
      return content !== this.saved.get(field) && content !== this.refused.get(field);
    });
  }

  saveChanged() { for (const field of this.changed()) this.save(field); }

  save(field) {
    const content = this.content(field);
    if (content === this.saved.get(field) || content === this.refused.get(field)) return;
    this.waiting.set(field, content);
    this.run();
  }

  async run() {
    if (this.running) return;
    this.running = true;
    while (this.waiting.size > 0) {
      const [field] = this.waiting.keys();
      const content = this.content(field);
      this.say(field, "speichert …", "busy");
      const answer = await this.post(field, content);
      if (answer === null) { await this.pause(field); continue; }
      this.failures = 0;
      if (this.content(field) === content) this.waiting.delete(field);
      this.take(field, content, answer);
    }
    this.running = false;
  }

  // The server's answer, or null where there was none and it is worth trying again.
  async post(field, content) {
    const body = new URLSearchParams(content);
    body.set("field", field.dataset.field);
    body.set("revision", this.form.elements.revision?.value ?? "");
    body.set("token", document.body.dataset.token ?? "");
    try {
      const response = await fetch(this.form.dataset.autosave, {
        method: "POST", body, headers: { "X-Form-Token": document.body.dataset.token ?? "", Accept: "application/json" },
        signal: AbortSignal.timeout(8000), keepalive: content.length < 20000, redirect: "manual",
      });
      if (response.headers.get("content-type")?.startsWith("application/json")) {
        this.trouble = null;
        const answer = await response.json();
        if (!answer.failed) return answer;
        this.trouble = answer.failed;
      } else {
        this.trouble = "Die Sitzung ist zu Ende oder gesperrt. Öffnen Sie Amtskoffer in einem zweiten Fenster und entsperren Sie dort.";
      }
    } catch {
      this.trouble = "Das Programm antwortet nicht.";
    }
    return null;
  }

  async pause(field) {
    this.failures += 1;
    const seconds = Math.min(30, 2 ** Math.min(this.failures - 1, 5));
    for (let left = seconds; left > 0; left -= 1) {
      this.say(field, `nicht gespeichert: ${this.trouble} Ihre Eingabe bleibt hier stehen. Nächster Versuch in ${left} s.`, "lost");
      await new Promise((done) => setTimeout(done, 1000));
    }
  }

  take(field, content, answer) {
    if (answer.revision !== undefined && this.form.elements.revision) this.form.elements.revision.value = answer.revision;
    this.clear(field);
    if (answer.saved) {
      this.saved.set(field, content);
      this.refused.delete(field);
      field.querySelector(".source")?.remove();
      this.say(field, `gespeichert ${answer.saved}`, "");
      if (answer.shown) this.show(new Set(answer.shown));
      for (const [id, html] of Object.entries(answer.parts ?? {})) this.replace(id, html);
    } else if (answer.mistake) {
      this.refused.set(field, content);
      this.mark(field, answer.mistake);
      this.say(field, "nicht gespeichert", "lost");
    } else if (answer.theirs !== undefined) {
      this.refused.set(field, content);
      this.say(field, "nicht gespeichert: Die Angabe wurde inzwischen geändert.", "lost");
      this.offer(field, answer);
    }
  }

  show(keys) {
    for (const field of this.form.querySelectorAll("[data-field]")) field.hidden = !keys.has(field.dataset.field);
  }

  replace(id, html) {
    const old = document.getElementById(id);
    if (!old || old.contains(document.activeElement)) return;
    const box = document.createElement("template");
    box.innerHTML = html;
    old.replaceWith(box.content);
  }

  say(field, text, kind) {
    const place = field.querySelector(".saved");
    if (!place) return;
    place.className = "saved" + (kind ? ` is-${kind}` : "");
    if (place.textContent !== text) place.textContent = text;
  }

  clear(field) {
    field.classList.remove("is-wrong");
    field.querySelector(".conflict")?.remove();
    field.querySelector(".mistake")?.remove();
    for (const input of this.inputs(field)) input.removeAttribute("aria-invalid");
  }

  // The same words and the same place as on a page that the server made.
  mark(field, text) {
    const input = field.querySelector("[id][name]:not([type=hidden])");
    const line = document.createElement("span");
    line.className = "mistake";
    line.id = `${input.id}-mistake`;
    line.textContent = text;
    field.classList.add("is-wrong");
    (field.querySelector("label, legend")).after(line);
    const target = field.matches("fieldset") ? field : input;
    const names = new Set((target.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean).concat(line.id));
    target.setAttribute("aria-describedby", [...names].join(" "));
    input.setAttribute("aria-invalid", "true");
  }

  // A second tab or clerk was quicker: both values, and the clerk decides.
  offer(field, answer) {
    const box = document.createElement("div");
    box.className = "conflict";
    box.innerHTML = "<dl><dt>Ihre Eingabe:</dt><dd></dd><dt>Gespeichert:</dt><dd></dd></dl><div class='actions'>"
      + "<button type='button' class='button'>Meine Eingabe speichern</button>"
      + "<button type='button' class='button'>Gespeichertes übernehmen</button></div>";
    const [mine, theirs] = box.querySelectorAll("dd");
    mine.textContent = answer.yours;
    theirs.textContent = answer.theirs || "nichts";
    const [keep, take] = box.querySelectorAll("button");
    keep.addEventListener("click", () => { this.refused.delete(field); this.save(field); });
    take.addEventListener("click", () => {
      for (const one of this.fields()) this.refused.set(one, this.content(one));
      location.reload();
    });
    field.append(box);
  }

  // "Weiter" waits for what is being saved, so that the page's revision is the latest; it goes on after three seconds in any case.
  async sendAfterSaving(event) {
    if (this.ready || event.defaultPrevented) { this.ready = false; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.leaving) return;
    this.leaving = true;
    const { submitter } = event;
    await flush();
    this.leaving = false;
    this.ready = true;
    this.waiting.clear();
    for (const field of this.fields()) this.refused.set(field, this.content(field));
    this.failures = 0;
    this.form.requestSubmit(submitter ?? undefined);
  }
}
