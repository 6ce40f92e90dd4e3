/* Keys for whoever decides about many: J and K move, Enter opens, 1 2 3 4 decide, Escape leaves.
   A key only presses what stands on the page. */

const cards = [...document.querySelectorAll("[data-queue-card]")].map((inner) => inner.closest(".card"));
let at = -1;

if (matchMedia("(hover: hover)").matches)
  for (const hint of document.querySelectorAll("[data-queue-hint]")) hint.hidden = false;

function show(place) {
  if (!cards.length) return;
  cards[at]?.classList.remove("is-current");
  at = Math.max(0, Math.min(cards.length - 1, place));
  cards[at].classList.add("is-current");
  cards[at].scrollIntoView({ block: "nearest" });
  cards[at].querySelector(".card__title a").focus({ preventScroll: true });
}

function leave() {
  if (at >= 0) {
    cards[at].classList.remove("is-current");
    document.activeElement.blur();
    at = -1;
    return;
  }
  document.querySelector("[data-queue-back]")?.click();
}

function open(place) {
  const details = place.querySelector("details");
  details.open = true;
  details.querySelector("select, textarea").focus();
}

function decide(key) {
  if (at >= 0) return cards[at].querySelector(`[data-queue-key="${key}"]`)?.click();
  const place = document.querySelector(`[data-queue-open="${key}"]`);
  if (place) return open(place);
  if (key === "1") document.querySelector("[data-queue-pass] button[type=submit]")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return leave();
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  if (event.key === "j" || event.key === "J") show(at + 1);
  else if (event.key === "k" || event.key === "K") show(at - 1);
  else if (["1", "2", "3", "4"].includes(event.key)) decide(event.key);
});

/* A link to "#tra-lai" opens what it leads to. */
const wanted = [...document.querySelectorAll("[data-queue-open]")].find(({ id }) => `#${id}` === location.hash);
if (wanted) open(wanted);
