/* Remembers the size of the text and the theme on this device. Without it the switches still work,
   for one page at a time. Loaded before the first paint, so it first only marks <html>. */
(() => {
  const root = document.documentElement;
  const kept = { size: ["s", "m", "l"], theme: ["auto", "light", "dark"] };
  const read = (name) => {
    try { return localStorage.getItem(name); } catch { return null; }
  };
  const write = (name, value) => {
    try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ }
  };

  for (const name of Object.keys(kept)) {
    const value = read(name);
    if (kept[name].includes(value)) root.dataset[name] = value;
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const name of Object.keys(kept)) {
      const radio = document.getElementById(`${name}-${root.dataset[name]}`);
      if (radio) radio.checked = true;
    }
  });
  document.addEventListener("change", ({ target }) => {
    if (!target.closest(".display")) return;
    root.dataset[target.name] = target.value;
    write(target.name, target.value);
  });

  /* The small panels of the header close as people expect. */
  const close = (except) => {
    for (const panel of document.querySelectorAll("details[data-popup][open]")) {
      if (panel !== except) panel.open = false;
    }
  };
  document.addEventListener("click", ({ target }) => close(target.closest("details[data-popup]")));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    document.querySelector("details[data-popup][open]:focus-within > summary")?.focus();
    close(null);
  });
})();
