/* What the server could not take stays on this device until it can: the network was gone, the
   session had ended. Never on a shared tablet; signing out empties it. The words come with the page. */

const PREFIX = "chua-luu:";
const SKIPPED = new Set(["hidden", "file", "password", "submit", "button"]);
const language = document.documentElement.lang;

const controls = (form) => [...form.elements].filter((one) => one.name && !SKIPPED.has(one.type));
const isChosen = (one) => one.type === "radio" || one.type === "checkbox";
const value = (one) => (isChosen(one) ? (one.checked ? one.value : null) : one.value);

function written(form) {
  return controls(form).map((one) => [one.name, value(one)]).filter(([, said]) => said);
}

function restore(form, said) {
  for (const one of controls(form)) {
    const own = said.filter(([name]) => name === one.name).map(([, words]) => words);
    if (isChosen(one)) one.checked = own.includes(one.value);
    else if (own.length) one.value = own[0];
    one.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function offer(form, place, status, { at, said }) {
  const line = document.createElement("div");
  line.className = "callout callout--warn";
  const words = document.createElement("p");
  const time = new Date(at).toLocaleString(language, { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" });
  words.textContent = status.dataset.left.replace("{time}", time);
  const row = document.createElement("p");
  row.className = "cluster";
  const act = (label, done) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small";
    button.textContent = label;
    button.addEventListener("click", () => { done(); localStorage.removeItem(place); line.remove(); });
    row.append(button);
  };
  act(status.dataset.restore, () => restore(form, said));
  act(status.dataset.drop, () => {});
  line.append(words, row);
  form.parentNode.insertBefore(line, form); // a field is called "before" and hides the method
}

function keep(form) {
  const status = form.querySelector("[data-autosave-status]");
  const place = PREFIX + location.pathname;
  const left = JSON.parse(localStorage.getItem(place) ?? "null");
  if (left && JSON.stringify(left.said) === JSON.stringify(written(form))) localStorage.removeItem(place);
  else if (left && status) offer(form, place, status, left);
  // A trade secret is kept by the server, encrypted, or not at all.
  const isSecret = () => "secret" in form.dataset || Boolean(form.elements.is_secret?.checked);
  form.addEventListener("unsaved", () => {
    if (isSecret()) {
      localStorage.removeItem(place);
      if (status) status.textContent = status.dataset.secret;
      return;
    }
    localStorage.setItem(place, JSON.stringify({ at: Date.now(), said: written(form) }));
    if (status) status.textContent = status.dataset.device;
  });
  form.addEventListener("saved", () => localStorage.removeItem(place));
}

/* Photos that wait for a network (offline.js). */
function photos(act) {
  return new Promise((done, fail) => {
    const asked = indexedDB.open("viet-san", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("anh", { keyPath: "id" });
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const work = asked.result.transaction("anh", "readwrite");
      const found = act(work.objectStore("anh"));
      work.oncomplete = () => { asked.result.close(); done(found.result); };
      work.onabort = () => { asked.result.close(); fail(work.error); };
    };
  });
}

const atMost = (milliseconds, work) => Promise.race([work, new Promise((done) => setTimeout(done, milliseconds))]).catch(() => {});

function stay(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}

/* Signing out leaves nothing of the person behind; it asks first when photos would be lost. */
function leave(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const left = await atMost(1000, photos((all) => all.count()));
    if (left && !confirm(form.dataset.photos.replace("{n}", left))) return stay(form);
    try {
      for (const place of Object.keys(localStorage)) if (place.startsWith(PREFIX)) localStorage.removeItem(place);
    } catch { /* storage is switched off */ }
    await atMost(1000, photos((all) => all.clear()));
    form.submit();
  });
}

try {
  if (!document.body.dataset.kiosk) for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);
  else {
    photos((all) => all.clear()).catch(() => {});
    for (const place of ["viet-san", "viet-san:dang-viet"]) localStorage.removeItem(place);
  }
  for (const form of document.querySelectorAll("form[data-leaves]")) leave(form);
} catch { /* storage is switched off: the server keeps what it gets */ }

/* One page is there without a network: a place to write. Nothing of anybody is in it. */
const worker = document.body.dataset.worker;
if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker, { scope: "/" }).catch(() => {});
