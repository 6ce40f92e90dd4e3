/* Forms: counts characters, sends once, keeps drafts, warns before typed text is lost.
   Everything here only helps; a form works the same without it. The words come with the page. */

const REST = 2000;
const LONGEST_WAIT = 4000;
const language = document.documentElement.lang;
const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name].toLocaleString(language));

function addCounter(control) {
  const limit = Number(control.dataset.counter);
  const line = document.createElement("p");
  line.className = "field__count";
  const show = () => {
    const used = [...control.value.replaceAll("\r\n", "\n")].length;
    const text = used > limit ? control.dataset.counterOver : control.dataset.counterText;
    line.textContent = fill(text, { used, limit, over: used - limit });
    line.classList.toggle("field__count--over", used > limit);
  };
  control.after(line);
  control.addEventListener("input", show);
  show();
}

function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  });
}

/* A page that comes back from the browser's memory can be sent again. */
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

/* On a shared tablet nobody is there to answer the question; the draft is on the server. */
function guard(form) {
  if (document.body.dataset.kiosk) return;
  form.addEventListener("input", () => { form.dataset.changed = "1"; });
  form.addEventListener("submit", () => { delete form.dataset.changed; });
  window.addEventListener("beforeunload", (event) => {
    if (form.dataset.changed) event.preventDefault();
  });
}

function autosave(form) {
  const status = form.querySelector("[data-autosave-status]");
  let timer = 0;
  let pending = null;
  const start = () => { pending = save().finally(() => { pending = null; }); };
  const save = async () => {
    if (form.dataset.sent) return;
    delete form.dataset.changed;
    try {
      const body = new FormData(form);
      for (const { name } of form.querySelectorAll("input[type=file]")) body.delete(name);
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "error",
      });
      const seen = answer.headers.get("X-Seen");
      if (seen && form.elements.seen) form.elements.seen.value = seen;
      form.dispatchEvent(new CustomEvent("kept", { detail: answer.headers.get("X-Uploads") }));
      if (!answer.ok) throw new Error(answer.status);
      const time = new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
      if (status) status.textContent = fill(status.dataset.saved, { time });
      form.dispatchEvent(new Event("saved"));
    } catch {
      form.dataset.changed = "1";
      if (status) status.textContent = status.dataset.failed;
      form.dispatchEvent(new Event("unsaved"));
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, REST);
  });
  /* What is being kept at this moment is waited for: the page would else stand on an older text. */
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!pending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const go = () => { pending = null; form.requestSubmit(event.submitter); };
    Promise.race([pending, new Promise((done) => { setTimeout(done, LONGEST_WAIT); })]).then(go);
  }, { capture: true });
}

/* The sum of the numbers of a table while they are typed, above what was given so far. */
function addSum(line) {
  const form = line.closest("form");
  const inputs = [...form.querySelectorAll(`input[name^="${line.dataset.sum}"]`)];
  const shown = document.createElement("b");
  shown.className = "num";
  const number = (typed) => Number(typed.replace(/[.\s]/g, "").replace(",", ".")) || 0;
  const show = () => {
    const sum = inputs.reduce((total, input) => total + number(input.value), 0);
    shown.textContent = fill(line.dataset.sumText, { sum });
  };
  line.prepend(shown, document.createElement("br"));
  form.addEventListener("input", show);
  show();
}

for (const line of document.querySelectorAll("[data-sum]")) addSum(line);
for (const control of document.querySelectorAll("[data-counter]")) addCounter(control);
for (const form of document.querySelectorAll("form[method=post]:not([hx-post]):not([data-download])")) sendOnce(form);
for (const form of document.querySelectorAll("form[data-guard]")) guard(form);
for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
