// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts the ticks and keeps them in the address while one ticks; the form does the same without it.
"use strict";

(() => {
  const form = document.querySelector("form.checklist");
  const count = document.getElementById("conteggio");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];

  const words = (ticked, total) => {
    if (ticked === total) return `Tutti i ${total} punti sono segnati.`;
    if (ticked === 1) return `1 punto su ${total}.`;
    return ticked ? `${ticked} punti su ${total}.` : `Nessun punto segnato su ${total}.`;
  };

  const refresh = () => {
    const codes = boxes.filter((box) => box.checked).map((box) => box.value);
    count.textContent = words(codes.length, boxes.length);
    history.replaceState(null, "", codes.length ? `?f=${codes.join(",")}` : location.pathname);
  };

  form.querySelector("button").hidden = true; // the address follows by itself
  form.addEventListener("change", refresh);
  // A page found again with "back" keeps its ticks; the address has to say the same.
  addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
})();
