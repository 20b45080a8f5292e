// SPDX-License-Identifier: AGPL-3.0-or-later
// On a phone the menu and the search stay behind a button. Without this file they are in sight.
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("with-menu");
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".menu-button");
    if (!button) return;
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    root.classList.toggle("menu-open", open);
  });
})();
