/* Photos and other files: shrinks photos before they leave the telephone, sends them in pieces that
   go on after the network was lost. Without it the forms send the files by themselves. What was
   photographed without a network (offline.js) goes the same way. */

const LONGEST_SIDE = 1600;
const MOST_BYTES = 250_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];
const LONGEST_PAUSE = 30_000;

class Refused extends Error {}

const pause = (milliseconds) => new Promise((done) => {
  const timer = setTimeout(done, milliseconds);
  window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
});

async function drawn(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob && blob.size <= MOST_BYTES) return { blob, canvas };
  }
  return drawn(bitmap, side * 0.7);
}

/* Upright, small, without the place where it was taken. */
export async function shrunk(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const { blob, canvas } = await drawn(bitmap, LONGEST_SIDE);
  bitmap.close();
  const name = `${file.name.replace(/\.[^.]*$/, "") || "anh"}.jpg`;
  return { file: new File([blob], name, { type: "image/jpeg" }), canvas };
}

async function digest(file) {
  if (!crypto.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function asked(url, options) {
  const answer = await fetch(url, { method: "POST", redirect: "manual", ...options });
  if (answer.ok || answer.status === 409) return answer.json();
  if (answer.status >= 500) throw new TypeError(answer.status);
  const said = await answer.json().catch(() => ({}));
  throw new Refused(said.message ?? "");
}

/* The key under which the server holds the whole file. */
export async function send(file, { kind, url, token, progress, waiting }) {
  const body = new FormData();
  const about = { kind, name: file.name, size: file.size, sha256: await digest(file), csrfmiddlewaretoken: token };
  for (const [name, value] of Object.entries(about)) body.set(name, value);
  let begun = null;
  for (let failures = 0; ; ) {
    try {
      begun ??= await asked(url, { body });
      progress(begun.offset / file.size);
      if (begun.offset === file.size) return begun.key;
      const part = file.slice(begun.offset, begun.offset + begun.piece);
      const headers = { "X-CSRFToken": token, "Upload-Offset": begun.offset, "Content-Type": "application/octet-stream" };
      const { offset } = await asked(begun.url, { body: part, headers });
      if (offset < begun.offset && ++failures > 3) throw new Refused("");
      begun.offset = offset;
    } catch (error) {
      if (error instanceof Refused) throw error;
      waiting();
      failures += 1;
      await pause(Math.min(2 ** failures * 500, LONGEST_PAUSE));
    }
  }
}

function put(input, file) {
  const list = new DataTransfer();
  list.items.add(file);
  input.files = list.files;
}

function teller(place) {
  const line = place.querySelector("[data-say]");
  const bar = place.querySelector("[data-progress]");
  return {
    say(words) { line.textContent = words; line.hidden = !words; },
    progress(share) { bar.hidden = share >= 1; bar.value = Math.round(share * 100); },
  };
}

/* One photo: taken, shrunk, shown, sent while the rest of the page is being filled in. */
function follow(slot, camera, form) {
  const input = slot.querySelector("input[type=file]");
  const key = slot.querySelector("[data-key]");
  const tell = teller(slot);
  let latest = null;

  const sendNow = async () => {
    const url = camera.dataset.uploads;
    const file = latest;
    if (!url || !file) return;
    try {
      tell.say(camera.dataset.sending);
      key.value = "";
      const found = await send(file, {
        kind: slot.dataset.slot, url, token: form.elements.csrfmiddlewaretoken.value,
        progress: tell.progress, waiting: () => tell.say(camera.dataset.waiting),
      });
      if (latest !== file) return;
      key.value = found;
      input.value = "";
      latest = null;
      tell.say(camera.dataset.sent);
      form.dispatchEvent(new Event("input"));
    } catch (error) {
      tell.progress(1);
      tell.say(error.message || camera.dataset.kept);
    }
  };

  input.addEventListener("change", async () => {
    latest = null;
    if (!input.files.length) return;
    if ("papers" in slot.dataset && !input.files[0].type.startsWith("image/")) {
      slot.querySelectorAll("img, canvas").forEach((old) => old.remove());
      latest = input.files[0];
      tell.say(`${latest.name}. ${camera.dataset.kept}`);
      sendNow();
      return;
    }
    tell.say(camera.dataset.shrinking);
    try {
      const small = await shrunk(input.files[0]);
      slot.querySelectorAll("img, canvas").forEach((old) => old.remove());
      slot.prepend(small.canvas);
      put(input, small.file);
      latest = small.file;
      tell.say(camera.dataset.kept);
    } catch {
      input.value = "";
      tell.say(camera.dataset.broken);
      return;
    }
    sendNow();
  });
  slot.classList.add("is-ready");
  return sendNow;
}

function enhance(camera) {
  const form = camera.closest("form");
  const slots = [...camera.querySelectorAll("[data-slot]")].map((slot) => follow(slot, camera, form));
  camera.querySelector("[data-spare]").classList.add("is-spare");
  form.addEventListener("kept", ({ detail }) => {
    if (!detail || camera.dataset.uploads) return;
    camera.dataset.uploads = detail;
    for (const sendNow of slots) sendNow();
  });
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}

/* A file with its caption: sent in pieces when the button is pressed, then the form as it is. */
function pick(form) {
  const input = form.querySelector("input[type=file]");
  const tell = teller(form.querySelector(".pick"));
  const group = form.dataset.pick;
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || !input.files.length) return;
    event.preventDefault();
    tell.say(form.dataset.sending);
    try {
      const file = group === "photo" ? (await shrunk(input.files[0])).file : input.files[0];
      const found = await send(file, {
        kind: group, url: form.dataset.uploads, token: form.elements.csrfmiddlewaretoken.value,
        progress: tell.progress, waiting: () => tell.say(form.dataset.waiting),
      });
      form.elements[`${group}-upload`].value = found;
      input.disabled = true;
      form.submit();
    } catch (error) {
      tell.progress(1);
      tell.say(error.message || form.dataset.broken);
      release(form);
    }
  });
}

for (const camera of document.querySelectorAll("[data-camera]")) enhance(camera);
for (const form of document.querySelectorAll("form[data-pick]")) pick(form);
