/* Public pages are the same for everybody. Whoever is signed in gets the own name and menu
   afterwards, as pieces that each say which part of the page they replace. */
(() => {
  const { from, mark } = document.currentScript.dataset;
  const isMarked = () => document.cookie.split("; ").includes(`${mark}=1`);
  if (isMarked()) {
    document.documentElement.dataset.signedIn = "asking"; // the way in is not for them
    const asked = fetch(`${from}?o=${encodeURIComponent(location.pathname)}`, { redirect: "manual" });
    const ready = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
    Promise.all([asked, ready])
      .then(([answer]) => (answer.ok ? answer.text() : Promise.reject(answer)))
      .then(place)
      .catch(() => { delete document.documentElement.dataset.signedIn; });
  }

  async function place(text) {
    const holder = document.createElement("template");
    holder.innerHTML = text;
    const sheet = holder.content.querySelector("link");
    const styled = new Promise((done) => { sheet.onload = sheet.onerror = done; });
    document.head.append(sheet);
    await styled;
    for (const piece of holder.content.querySelectorAll("[data-into]")) {
      document.getElementById(piece.dataset.into)?.replaceWith(piece);
    }
    for (const part of document.querySelectorAll("[data-own]")) fill(part);
    for (const form of document.querySelectorAll("form[data-leaves]")) import(form.dataset.leaves);
    document.body.classList.add("work");
    document.documentElement.dataset.signedIn = "shown";
  }

  /* What the reader may do at this place; nothing for those who may not. */
  async function fill(part) {
    const answer = await fetch(part.dataset.own, { headers: { "X-Piece": "1" }, redirect: "manual" });
    if (answer.ok) part.innerHTML = await answer.text();
  }

  /* Back to a page that the browser remembers, after signing in or out. */
  window.addEventListener("pageshow", ({ persisted }) => {
    const isShown = document.documentElement.dataset.signedIn === "shown";
    if (persisted && isShown !== isMarked()) location.reload();
  });
})();
