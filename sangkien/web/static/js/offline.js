/* Writing without a network: what is written lies on this device, and says so, until its owner
   brings it in after signing in. */

const PLACE = "viet-san";
const NAMES = ["title", "before", "solution", "effect"];
const language = document.documentElement.lang;
const read = () => JSON.parse(localStorage.getItem(PLACE) ?? "[]");
const write = (rows) => localStorage.setItem(PLACE, JSON.stringify(rows));
const remove = (key) => write(read().filter((row) => row.key !== key));

/* The page that writes. */
const desk = document.querySelector("[data-offline-form]");
if (desk) {
  const list = document.querySelector("[data-offline-list]");
  const pattern = document.querySelector("[data-offline-row]");
  const state = document.querySelector("[data-offline-state]");
  let key = crypto.randomUUID();
  const show = () => {
    const rows = read();
    list.replaceChildren(...rows.map((row) => {
      const line = pattern.content.cloneNode(true);
      line.querySelector("[data-title]").textContent = row.title;
      line.querySelector("[data-time]").textContent = new Date(row.at).toLocaleString(language);
      line.querySelector("[data-edit]").addEventListener("click", () => {
        key = row.key;
        for (const name of NAMES) desk.elements[name].value = row[name] ?? "";
        desk.elements.title.focus();
      });
      line.querySelector("[data-drop]").addEventListener("click", () => { remove(row.key); show(); });
      return line;
    }));
    list.closest("section").hidden = !rows.length;
  };
  const tell = () => { state.textContent = navigator.onLine ? state.dataset.online : state.dataset.offline; };
  desk.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!desk.reportValidity()) return;
    const row = { key, at: Date.now() };
    for (const name of NAMES) row[name] = desk.elements[name].value;
    write([...read().filter((one) => one.key !== key), row]);
    desk.reset();
    key = crypto.randomUUID();
    show();
  });
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  tell();
  show();
}

/* The pages that bring it in: the oldest first, one at a time; gone here once the server has it. */
const taken = new URLSearchParams(location.search).get("da-nhan");
if (taken) remove(taken);
const way = document.querySelector("form[data-offline-bring]");
const [oldest] = way ? read() : [];
if (oldest) {
  for (const name of NAMES) way.elements[name].value = oldest[name] ?? "";
  way.elements.request_key.value = oldest.key;
  way.querySelector("[data-title]").textContent = oldest.title;
  way.hidden = false;
}
