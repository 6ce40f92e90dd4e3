/* The wall screen keeps what it shows when the network is lost, and says so until it is back. */
const root = document.documentElement;
for (const lost of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(lost, () => { root.dataset.lost = ""; });
}
document.addEventListener("htmx:afterSwap", () => { delete root.dataset.lost; });
