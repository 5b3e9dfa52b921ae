// A scan is sent with its progress in sight and can be stopped. The limits are the server's; here they only spare a long wait.
const LIMIT = 20_000_000;

export function startUpload() {
  for (const input of document.querySelectorAll("input[data-upload]")) {
    input.addEventListener("change", () => check(input));
    for (const type of ["dragover", "dragleave", "drop"]) {
      input.addEventListener(type, () => input.parentElement.classList.toggle("is-over", type === "dragover"));
    }
  }
  document.addEventListener("submit", (event) => {
    const input = event.target.querySelector("input[data-upload]");
    if (!input || !input.files.length || event.defaultPrevented) return;
    event.preventDefault();
    if (check(input)) send(event.target, input, event.submitter);
  });
}

function say(input, text, kind) {
  const place = input.parentElement.querySelector(".saved");
  place.className = "saved" + (kind ? ` is-${kind}` : "");
  place.textContent = text;
}

function check(input) {
  const file = input.files[0];
  if (!file) return false;
  if (file.size > LIMIT) {
    say(input, `Die Datei ist ${(file.size / 1e6).toFixed(1).replace(".", ",")} MB groß, erlaubt sind 20 MB. `
      + "Scannen Sie mit 300 dpi in Grau oder in mehreren Teilen.", "lost");
    input.value = "";
    return false;
  }
  say(input, "", "");
  return true;
}

function send(form, input, submitter) {
  const body = new FormData(form, submitter);
  const request = new XMLHttpRequest();
  const bar = document.createElement("progress");
  const stop = document.createElement("button");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", "Übertragung der Datei");
  stop.type = "button";
  stop.className = "button button-quiet";
  stop.textContent = "Abbrechen";
  stop.addEventListener("click", () => request.abort());
  input.after(bar, stop);
  const end = (text) => {
    bar.remove();
    stop.remove();
    submitter?.removeAttribute("aria-disabled");
    say(input, text, "lost");
  };
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.loaded / event.total;
    say(input, `${Math.round(100 * bar.value)} %`, "busy");
  });
  request.addEventListener("load", () => {
    if (request.status < 400) { location.assign(request.responseURL); return; }
    // A page that says what is wrong: shown in place of this one.
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const main = page.querySelector("main");
    if (!main) { end("Nicht gespeichert. Wählen Sie die Datei noch einmal."); return; }
    document.title = page.title;
    document.querySelector("main").replaceWith(main);
    (main.querySelector(".summary") ?? main).focus();
    startUpload();
  });
  request.addEventListener("error", () => end("Nicht gespeichert: Das Programm antwortet nicht. Senden Sie die Datei noch einmal."));
  request.addEventListener("timeout", () => end("Nicht gespeichert: Es dauerte zu lange. Senden Sie die Datei noch einmal."));
  request.addEventListener("abort", () => end("Abgebrochen. Die Datei wurde nicht gespeichert."));
  request.timeout = 120_000;
  request.open("POST", form.action);
  request.setRequestHeader("X-Form-Token", document.body.dataset.token ?? "");
  request.send(body);
}
