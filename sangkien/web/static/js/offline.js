/* Writing without a network: what is written and photographed lies on this device, and says so,
   until its owner brings it in after signing in. The words come with the page. */

const PLACE = "viet-san";
const UNFINISHED = "viet-san:dang-viet";
const SHELF = "anh";
const NAMES = ["title", "before", "solution", "effect"];
const CODE = /^[0-9a-z]+$/i;
const language = document.documentElement.lang;
const read = (place = PLACE) => JSON.parse(localStorage.getItem(place) ?? "null") ?? [];
const write = (rows) => localStorage.setItem(PLACE, JSON.stringify(rows));
const remove = (key) => write(read().filter((row) => row.key !== key));
const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

/* Photos: each as its bytes, under the entry that it belongs to and what it shows. */
function shelf(act) {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(PLACE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF, { keyPath: "id" });
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const work = asked.result.transaction(SHELF, "readwrite");
      const found = act(work.objectStore(SHELF));
      work.oncomplete = () => { asked.result.close(); done(found?.result); };
      work.onabort = () => { asked.result.close(); fail(work.error); };
    };
  });
}
const photos = async () => (await shelf((all) => all.getAll()).catch(() => [])) ?? [];
const keepPhoto = (photo) => shelf((all) => all.put(photo));
const dropPhotos = (found) => shelf((all) => { for (const { id } of found) all.delete(id); });

async function thumbnail({ bytes, label }) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, 400 / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  bitmap.close();
  return canvas;
}

/* One place for a photo beside the form. */
function place(slot, camera, key) {
  const input = slot.querySelector("input[type=file]");
  const line = slot.querySelector("[data-say]");
  const drop = slot.querySelector("[data-drop-photo]");
  const label = slot.dataset.label;
  const say = (words) => { line.textContent = words; line.hidden = !words; };
  const show = async (photo) => {
    slot.querySelectorAll("canvas").forEach((old) => old.remove());
    drop.hidden = !photo;
    say(photo ? fill(camera.dataset.kept, { size: Math.ceil(photo.bytes.byteLength / 1000) }) : "");
    if (photo) slot.prepend(await thumbnail(photo));
  };
  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    say(camera.dataset.shrinking);
    try {
      const { shrunk } = await import(camera.dataset.script);
      const { file } = await shrunk(input.files[0]);
      const photo = { id: `${key()}/${slot.dataset.slot}`, key: key(), kind: slot.dataset.slot, label, name: file.name, bytes: await file.arrayBuffer(), at: Date.now() };
      await keepPhoto(photo).then(() => show(photo), () => say(camera.dataset.full));
    } catch {
      say(camera.dataset.broken);
    }
    input.value = "";
  });
  drop.addEventListener("click", async () => { await dropPhotos([{ id: `${key()}/${slot.dataset.slot}` }]); show(null); });
  slot.classList.add("is-ready");
  return { kind: slot.dataset.slot, show };
}

/* The page that writes. */
const desk = document.querySelector("[data-offline-form]");
if (desk) writeHere(desk);

function writeHere(form) {
  const list = document.querySelector("[data-offline-list]");
  const pattern = document.querySelector("[data-offline-row]");
  const state = document.querySelector("[data-offline-state]");
  const camera = form.querySelector("[data-offline-camera]");
  const wipe = document.querySelector("[data-offline-wipe]");
  const begun = JSON.parse(localStorage.getItem(UNFINISHED) ?? "null") ?? {};
  let key = begun.key ?? crypto.randomUUID();
  const slots = [...camera.querySelectorAll("[data-slot]")].map((slot) => place(slot, camera, () => key));

  const type = (row) => { for (const name of NAMES) form.elements[name].value = row[name] ?? ""; };
  const typed = () => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));
  const showPhotos = async () => {
    const own = (await photos()).filter((photo) => photo.key === key);
    for (const slot of slots) slot.show(own.find((photo) => photo.kind === slot.kind));
  };
  const open = (row) => { key = row.key; type(row); showPhotos(); };
  const begin = () => { localStorage.removeItem(UNFINISHED); form.reset(); open({ key: crypto.randomUUID() }); };

  const line = (row, all) => {
    const made = pattern.content.cloneNode(true);
    const own = all.filter((photo) => photo.key === row.key);
    made.querySelector("[data-title]").textContent = row.title;
    made.querySelector("[data-time]").textContent = new Date(row.at).toLocaleString(language);
    const count = made.querySelector("[data-photos]");
    if (own.length) count.textContent = fill(count.dataset.photos, { n: own.length });
    const thumbs = made.querySelector("[data-thumbs]");
    thumbs.hidden = !own.length;
    for (const photo of own) thumbnail(photo).then((canvas) => thumbs.append(canvas), () => {});
    made.querySelector("[data-edit]").addEventListener("click", () => { open(row); form.elements.title.focus(); });
    made.querySelector("[data-drop]").addEventListener("click", async () => {
      remove(row.key);
      await dropPhotos(own);
      if (key === row.key) begin();
      show();
    });
    return made;
  };
  const show = async () => {
    const rows = read();
    const all = await photos();
    list.replaceChildren(...rows.map((row) => line(row, all)));
    const waiting = document.querySelector("[data-offline-waiting]");
    const left = all.filter((photo) => photo.code).length;
    waiting.hidden = !left;
    waiting.textContent = fill(waiting.dataset.words, { n: left });
    list.closest("section").hidden = !rows.length && !left;
    wipe.hidden = !rows.length && !all.length;
  };
  /* A photo whose entry was never kept belongs to nothing any more. */
  const tidy = async () => {
    const known = new Set([key, ...read().map((row) => row.key)]);
    await dropPhotos((await photos()).filter((photo) => !photo.code && !known.has(photo.key)));
  };

  form.addEventListener("input", ({ target }) => {
    if (target.type !== "file") localStorage.setItem(UNFINISHED, JSON.stringify({ key, ...typed() }));
  });
  camera.addEventListener("click", () => localStorage.setItem(UNFINISHED, JSON.stringify({ key, ...typed() })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    write([...read().filter((one) => one.key !== key), { key, at: Date.now(), ...typed() }]);
    begin();
    show();
  });
  wipe.addEventListener("click", async () => {
    if (!confirm(wipe.dataset.sure)) return;
    localStorage.removeItem(PLACE);
    await shelf((all) => all.clear()).catch(() => {});
    begin();
    show();
  });
  const tell = () => { state.textContent = navigator.onLine ? state.dataset.online : state.dataset.offline; };
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  tell();
  camera.hidden = false;
  open({ ...begun, key });
  tidy().catch(() => {}).then(show);
}

/* The page that brings it in: the oldest first, one at a time; gone here once the server has it. */
const bringing = document.querySelector("[data-offline-brought]");
if (bringing) bring(bringing).catch(() => {});

async function bring(section) {
  const asked = new URLSearchParams(location.search);
  const [taken, code] = [asked.get("da-nhan"), asked.get("ma") ?? ""];
  if (taken) {
    for (const photo of await photos()) if (photo.key === taken && CODE.test(code)) await keepPhoto({ ...photo, code });
    remove(taken);
  }
  const form = document.querySelector("form[data-offline-bring]");
  const [oldest] = form ? read() : [];
  const all = await photos();
  if (oldest) {
    for (const name of NAMES) form.elements[name].value = oldest[name] ?? "";
    form.elements.request_key.value = oldest.key;
    form.querySelector("[data-title]").textContent = oldest.title;
    const own = all.filter((photo) => photo.key === oldest.key);
    const thumbs = form.querySelector("[data-thumbs]");
    for (const photo of own) thumbs.append(await thumbnail(photo));
    const count = form.querySelector("[data-photos]");
    count.hidden = thumbs.hidden = !own.length;
    count.textContent = fill(count.dataset.photos, { n: own.length });
    form.hidden = false;
  }
  const waiting = all.filter((photo) => photo.code);
  section.hidden = !waiting.length;
  const rows = [];
  for (const photo of waiting) rows.push(await lay(photo, section));
  for (const [place, photo] of waiting.entries()) await follow(photo, rows[place], section);
}

/* Shown before it is sent. */
async function lay(photo, section) {
  const row = section.querySelector("template").content.cloneNode(true).firstElementChild;
  section.querySelector("[data-thumbs]").append(row);
  row.prepend(await thumbnail(photo));
  row.querySelector("[data-say]").textContent = section.dataset.left;
  row.querySelector("[data-drop-photo]").addEventListener("click", async () => { await dropPhotos([photo]); row.remove(); });
  return row;
}

/* One photo on its way into its draft. */
async function follow(photo, row, section) {
  const words = section.dataset;
  const line = row.querySelector("[data-say]");
  const bar = row.querySelector("progress");
  const drop = row.querySelector("[data-drop-photo]");
  const token = section.querySelector("[name=csrfmiddlewaretoken]").value;
  const address = (pattern) => pattern.replace("/MA/", `/${photo.code}/`);
  try {
    const { send } = await import(words.script);
    const file = new File([photo.bytes], photo.name, { type: "image/jpeg" });
    line.textContent = words.sending;
    const key = await send(file, {
      kind: photo.kind, url: address(words.uploads), token,
      progress: (share) => { bar.hidden = share >= 1; bar.value = Math.round(share * 100); },
      waiting: () => { line.textContent = words.waiting; },
    });
    await add(address(words.add), { "photo-kind": photo.kind, "photo-upload": key, csrfmiddlewaretoken: token });
    await dropPhotos([photo]);
    line.textContent = words.sent;
    drop.remove();
  } catch (error) {
    bar.hidden = true;
    line.textContent = error.message && error.name === "Error" ? error.message : words.refused;
    drop.hidden = false;
  }
}

/* The server answers with the page of the draft; anything else did not add it. */
async function add(url, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await fetch(url, { method: "POST", body });
  if (!answer.ok || !answer.redirected || new URL(answer.url).pathname !== url) throw new TypeError(answer.status);
}
