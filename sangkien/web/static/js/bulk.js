/* Lists with tick boxes: "select all" and the count of what is selected. */

function follow(form) {
  const all = form.querySelector("[data-bulk-all]");
  const count = form.querySelector("[data-bulk-count]");
  const boxes = () => [...form.querySelectorAll(".bulkbox input")];
  const hint = count.textContent;
  const show = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    count.textContent = ticked ? count.dataset.bulkCount.replace("{count}", ticked) : hint;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.closest("label").hidden = false;
  form.addEventListener("change", ({ target }) => {
    if (target === all) for (const box of boxes()) box.checked = all.checked;
    show();
  });
  show();
}

for (const form of document.querySelectorAll("form[data-bulk]")) follow(form);
