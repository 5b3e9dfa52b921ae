// A keyboard scanner types a machine-readable zone wherever the focus is: keys in quick succession with "<" among them.
// The zone is taken out of the field it fell into and posted to the page's zone address. Pasting works too.
const QUICK = 120;     // milliseconds between two keys of one burst; who types a zone by hand may, too
const SILENCE = 250;   // after which the zone is complete
const SHORTEST = 60;   // characters; the shortest zone has 72

export function startScanner(flush) {
  const address = document.body.dataset.zone;
  if (!address) return;
  let keys = "", last = 0, timer = 0, place = null, before = "";

  const looksLikeZone = (text) => text.includes("<<") && text.replace(/\s/g, "").length >= SHORTEST && /^[A-Z0-9<\s]+$/i.test(text);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.length !== 1 && event.key !== "Enter") return;
    const now = event.timeStamp;
    if (now - last > QUICK) {
      keys = "";
      place = event.target.matches("input, textarea") ? event.target : null;
      before = place?.value ?? "";
    }
    last = now;
    if (event.key === "Enter") {
      // A line's end inside a zone must not send the form it fell into.
      if (/^[A-Z0-9<\n]{9,}$/i.test(keys) && keys.includes("<")) { keys += "\n"; event.preventDefault(); event.stopImmediatePropagation(); }
    } else {
      keys += event.key;
    }
    clearTimeout(timer);
    if (keys.includes("<")) timer = setTimeout(finish, SILENCE);
  }, { capture: true });

  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!looksLikeZone(text) || event.target.matches?.("[name=zone]")) return;
    event.preventDefault();
    send(text);
  });

  function finish() {
    const text = keys;
    keys = "";
    if (!looksLikeZone(text)) return;
    // Typed into the field for it, a zone goes off by itself when all of it is there (the shortest kind has 72 characters).
    if (place?.name === "zone" && text.replace(/\s/g, "").length < 72) return;
    if (place) place.value = before;
    send(text);
  }

  async function send(text) {
    await flush();
    const form = document.createElement("form");
    form.method = "post";
    form.action = address;
    form.hidden = true;
    for (const [name, value] of [["token", document.body.dataset.token ?? ""], ["zone", text.trim().toUpperCase()]]) {
      const input = document.createElement("textarea");
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  }
}
