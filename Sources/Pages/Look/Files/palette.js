// Letters a German keyboard lacks: Alt and arrow down in a name opens them; the letters like the one before the caret come first.
const LIKE = {
  a: "áàâãåāăąæ", c: "çćčĉċ", d: "đďðḍ", e: "éèêëēĕėęěə", g: "ğģĝġǧ", h: "ħĥḥ", i: "íìîïīĭįıĩ", j: "ĵ", k: "ķḳ", l: "łľĺļḷ",
  n: "ñńňņṅ", o: "óòôõōŏőøœ", r: "řŕŗ", s: "śšşșŝṣ", t: "ťţțŧṭþ", u: "úùûũūŭůűų", w: "ŵ", y: "ýÿŷ", z: "źžżẓ",
};
const COMMON = "áàâãåąæçćčđéèêëęěğíîıłñńňóôøœőřśšşșťțúůűýźžż’";

export function startPalette() {
  for (const input of document.querySelectorAll("input[data-palette]")) {
    input.setAttribute("aria-keyshortcuts", "Alt+ArrowDown");
    input.title ||= "Alt+↓: weitere Buchstaben";
    input.addEventListener("keydown", (event) => {
      if (!event.altKey || event.key !== "ArrowDown") return;
      event.preventDefault();
      open(input);
    });
    input.addEventListener("focus", () => {
      closeOthers(input);
      if (input.parentElement.querySelector(".palette-open")) return;
      const opener = document.createElement("button");
      opener.type = "button";
      opener.className = "button button-quiet palette-open";
      opener.tabIndex = -1;
      opener.innerHTML = "<span>ā ł ş …</span><kbd aria-hidden='true'>Alt+↓</kbd>";
      opener.setAttribute("aria-label", "Weitere Buchstaben");
      opener.addEventListener("pointerdown", (event) => { event.preventDefault(); open(input); });
      input.after(opener);
    });
  }
}

function closeOthers(input) {
  for (const one of document.querySelectorAll(".palette-open, .palette")) if (!input.parentElement.contains(one)) one.remove();
}

function open(input) {
  input.parentElement.querySelector(".palette")?.remove();
  const before = input.value[input.selectionStart - 1] ?? "";
  const like = LIKE[before.toLowerCase()] ?? "";
  const isUpper = before !== before.toLowerCase() || !before || " -".includes(before);
  const letters = [...new Set(like + COMMON)].map((letter) => isUpper && letter !== "ı" ? letter.toUpperCase() : letter);
  const box = document.createElement("div");
  box.className = "palette";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Weitere Buchstaben");
  letters.forEach((letter, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = letter;
    button.tabIndex = index === 0 ? 0 : -1;
    button.addEventListener("click", () => put(input, box, letter, index < [...like].length));
    box.append(button);
  });
  box.addEventListener("keydown", (event) => {
    const all = [...box.children];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      box.remove();
      input.focus();
    }
  });
  (input.parentElement.querySelector(".palette-open") ?? input).after(box);
  box.firstElementChild.focus();
}

// A letter like the one before the caret takes its place; any other is added.
function put(input, box, letter, replaces) {
  const end = input.selectionStart;
  const start = replaces ? end - 1 : end;
  input.setRangeText(letter, start, input.selectionEnd, "end");
  box.remove();
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
