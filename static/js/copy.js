// SPDX-License-Identifier: AGPL-3.0-or-later
// Buttons with data-copy put the text of that element on the clipboard; hidden without this file.
"use strict";

(() => {
  const copied = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch { /* plain http or refused: the older way */ }
    field.select();
    return document.execCommand("copy");
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const told = document.getElementById(`${field.id}-copiata`);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copied(field);
      told.textContent = done ? "Testo copiato." : "Il testo è selezionato: copiatelo con Ctrl+C.";
    });
  }
})();
