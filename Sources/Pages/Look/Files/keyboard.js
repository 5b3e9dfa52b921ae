// Keys that the page declares: data-key="F2", "Control+Enter". The key presses what it stands on.
export function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    const name = (event.ctrlKey ? "Control+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey ? "Shift+" : "") + event.key;
    if (event.key === "Escape" && closeMenu()) { event.preventDefault(); return; }
    const target = find(name);
    if (!target) return;
    event.preventDefault();
    // The field is left first, so that it is saved.
    document.activeElement?.blur?.();
    target.click();
  });
  // Menus close when the focus or a click goes elsewhere.
  for (const type of ["click", "focusin"]) {
    document.addEventListener(type, (event) => {
      for (const menu of document.querySelectorAll(".state details[open]")) if (!menu.contains(event.target)) menu.open = false;
    });
  }
}

function find(name) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].filter((one) => one.checkVisibility());
  const form = document.activeElement?.closest("form");
  return all.find((one) => form && form === one.form) ?? all[0];
}

function closeMenu() {
  const menu = document.querySelector(".state details[open]");
  if (!menu) return false;
  menu.open = false;
  menu.querySelector("summary").focus();
  return true;
}
