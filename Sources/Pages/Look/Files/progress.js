// Says what is being done while a form waits for it: form[data-progress=ADDRESS]. Every wait has an end. Without a script the page waits
// as any other does.
const most = 150_000;

export function startProgress() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!event.defaultPrevented && form.dataset.progress) follow(form);
  });
  // Back in a page that the browser kept.
  addEventListener("pageshow", () => document.querySelectorAll(".progress").forEach((line) => line.remove()));
}

async function follow(form) {
  form.querySelector(".progress")?.remove();
  const line = document.createElement("p");
  line.className = "progress";
  line.setAttribute("role", "status");
  form.append(line);
  const begun = Date.now();
  while (line.isConnected && Date.now() - begun < most) {
    const seconds = Math.floor((Date.now() - begun) / 1000);
    const text = await step(form.dataset.progress);
    // Only what changed is said anew to those who listen to the page.
    if (text && text !== line.dataset.step) {
      line.dataset.step = text;
      line.textContent = `${text} …`;
    }
    line.title = `seit ${seconds} s`;
    await new Promise((done) => setTimeout(done, 400));
  }
  line.textContent = "Das dauert zu lange. Laden Sie die Seite neu; sie sagt, wie weit der Koffer kam.";
}

// Empty where nothing is known.
async function step(address) {
  try {
    const response = await fetch(address, { headers: { "X-Background": "1" }, signal: AbortSignal.timeout(3000), redirect: "manual" });
    return response.status === 200 ? await response.text() : "";
  } catch {
    return "";
  }
}
