// SPDX-License-Identifier: AGPL-3.0-or-later
// Comfort only: the form works without this file.
const form = document.getElementById("bozza");
let dirty = false;

function say(cell) {
  const boxes = [...cell.querySelectorAll("input")];
  const chosen = boxes.filter((box) => box.checked);
  const labels = (list) => list.map((box) => box.nextElementSibling.textContent);
  const free = !chosen.length || chosen.length === boxes.length;
  const leftOut = boxes.filter((box) => !box.checked);
  let words = "qualunque";
  if (!free && boxes.length >= 5 && leftOut.length <= 2) words = "tutte tranne " + labels(leftOut).join(" e ");
  else if (!free) words = labels(chosen).join(", ").replace(/, ([^,]*)$/, " o $1");
  cell.querySelector(".chosen").textContent = words;
  cell.classList.toggle("any", free);
}

function addRow(prefix) {
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  const holder = document.createElement("tbody");
  const template = form.querySelector(`template[data-row-of="${prefix}"]`);
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
  const row = holder.firstElementChild;
  document.querySelector(`#tabella-${prefix} tbody`).append(row);
  total.value = Number(total.value) + 1;
  row.querySelector("input, select").focus();
}

function addEffect(list) {
  const last = list.lastElementChild;
  if (!last.querySelector("input").value) return;
  const next = last.cloneNode(true);
  const number = list.children.length;
  for (const control of next.querySelectorAll("input, select")) {
    if (control.matches("input")) control.value = "";
    const name = control.getAttribute("aria-label");
    control.setAttribute("aria-label", name.replace(`effetto ${number}:`, `effetto ${number + 1}:`));
  }
  list.append(next);
}

form.addEventListener("input", () => { dirty = true; });
form.addEventListener("change", (event) => {
  const cell = event.target.closest(".cond");
  if (cell) say(cell);
  const list = event.target.closest(".effects");
  if (list) addEffect(list);
});
form.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest("details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
form.addEventListener("submit", () => { dirty = false; });
for (const button of form.querySelectorAll("[data-add-row]")) {
  button.hidden = false;
  button.addEventListener("click", () => addRow(button.dataset.addRow));
}
for (const link of document.querySelectorAll('.rules-problems a[href^="#"]')) {
  link.addEventListener("click", (event) => {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    for (let node = target; node; node = node.parentElement) if (node.matches("details")) node.open = true;
    target.focus();
  });
}
window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
document.querySelector(".rules-problems")?.focus();
