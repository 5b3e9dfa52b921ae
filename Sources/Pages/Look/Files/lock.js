// Nobody at the desk for some minutes: the page saves what is open and locks. Tabs of one browser tell each other that somebody is there.
let lastActivity = Date.now();
export const activeSince = (time) => lastActivity >= time;

export function startLock(flush, unsaved) {
  const { lockAfter, lock, token } = document.body.dataset;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("amtskoffer") : null;
  let told = 0;
  const active = () => {
    lastActivity = Date.now();
    if (lastActivity - told > 5000) { told = lastActivity; channel?.postMessage("active"); }
  };
  for (const type of ["keydown", "pointerdown", "pointermove", "wheel"]) addEventListener(type, active, { passive: true });
  channel?.addEventListener("message", () => { lastActivity = Date.now(); });
  if (!lockAfter) return;

  let locking = false;
  setInterval(async () => {
    if (locking || Date.now() - lastActivity < 1000 * Number(lockAfter)) return;
    locking = true;
    if (await flush()) { leave(); return; }
    // Something could not be saved: it must not be lost, and nobody may read it.
    cover();
    await fetch(lock, { method: "POST", body: new URLSearchParams({ token }), redirect: "manual" }).catch(() => {});
    const wait = setInterval(() => { if (!unsaved()) { clearInterval(wait); leave(); } }, 1000);
  }, 1000);

  function leave() {
    const form = document.createElement("form");
    form.method = "post";
    form.action = lock;
    for (const [name, value] of [["token", token], ["back", location.pathname + location.search]]) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  }
}

function cover() {
  for (const part of document.body.children) part.inert = true;
  const box = document.createElement("div");
  box.className = "lock-cover";
  box.innerHTML = "<div class='notice tone-warning' role='alert'><strong>Gesperrt, mit einer Eingabe, die noch nicht gespeichert ist</strong>"
    + "<p>Entsperren Sie in einem zweiten Fenster. Die Eingabe wird dann gespeichert.</p>"
    + "<p><a href='/' target='_blank' rel='noopener'>Zweites Fenster öffnen</a></p></div>";
  document.body.append(box);
  box.querySelector("a").focus();
}
