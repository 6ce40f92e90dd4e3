/* A shared tablet: nobody touched it for two minutes, so whoever was here has left.
   The server keeps the draft; this page is replaced, so that "back" shows nothing. */

const LEAVES_AFTER = 120_000;
const WARNS_BEFORE = 20_000;
const home = document.body.dataset.kiosk;
const warning = document.querySelector("[data-idle]");
const isBetween = location.pathname === home;
const after = Number(document.querySelector("[data-returns-after]")?.dataset.returnsAfter ?? 0) * 1000;
let touched = Date.now();

for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
  window.addEventListener(sign, () => { touched = Date.now(); }, { passive: true });
}

/* A clock that goes on while the screen is off; a timer would stand still. */
setInterval(() => {
  const idle = Date.now() - touched;
  if (warning) warning.hidden = isBetween || Boolean(after) || idle < LEAVES_AFTER - WARNS_BEFORE;
  if (idle >= (after || LEAVES_AFTER)) leave();
}, 1000);

/* Between two people there is nothing to leave but a code half typed; asking for the page again
   would show an error while the network is away. */
function leave() {
  if (!isBetween) return location.replace(home);
  for (const form of document.forms) form.reset();
  touched = Date.now();
}

/* A page out of the browser's memory belongs to somebody who has left. */
window.addEventListener("pageshow", ({ persisted }) => { if (persisted) location.replace(home); });
