/* Passkeys: fetch what is to be signed, let the device sign it, send the answer as a plain form.
   Forms that need this script stay hidden without it. The words come with the page. */

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function readable({ publicKey }) {
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    for (const key of publicKey[list] ?? []) key.id = bytes(key.id);
  }
  return { publicKey };
}

function sendable(credential) {
  const { response } = credential;
  const answer = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) answer[name] = text(response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  });
}

async function challenge(form) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(form.dataset.challenge, { method: "POST", body, redirect: "error" });
  if (!answer.ok) throw new TypeError(answer.status);
  return readable(await answer.json());
}

function say(form, error) {
  const line = form.querySelector("[data-trouble]");
  const words = { SecurityError: "address", TypeError: "offline" };
  line.textContent = form.dataset[words[error.name] ?? "cancelled"];
  line.hidden = false;
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}

async function send(form) {
  try {
    const options = await challenge(form);
    form.elements.answer.value = sendable(await navigator.credentials[form.dataset.passkey](options));
    const shared = document.querySelector("input[type=checkbox][name=shared]");
    if (form.elements.shared) form.elements.shared.value = shared?.checked ? "on" : "";
    form.submit();
  } catch (error) {
    say(form, error);
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.elements.name?.required || form.elements.name.value.trim()) send(form);
    else form.submit();
  });
}
