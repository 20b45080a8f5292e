// SPDX-License-Identifier: AGPL-3.0-or-later
// Suggestions under the boxes for a need, while one types. They stand right after the box, so Tab
// reaches them; Escape puts them away. Without this file the button answers with a page.
"use strict";

(() => {
  const PAUSE = 250;
  const SHORTEST = 3;

  const element = (name, attributes) => Object.assign(document.createElement(name), attributes);

  const start = (form) => {
    const box = form.querySelector("input[name=q]");
    const told = element("p", { className: "visually-hidden", role: "status" });
    const place = element("div", { className: "suggestions" });
    form.append(told, place);
    box.autocomplete = "off";
    let timer = 0;
    let running = null;

    const show = (html) => {
      place.innerHTML = html;
      const found = place.querySelectorAll("a").length;
      if (!found) told.textContent = "";
      else if (found === 1) told.textContent = "Un suggerimento qui sotto.";
      else told.textContent = `${found} suggerimenti qui sotto.`;
    };

    const ask = async () => {
      running?.abort();
      const asked = running = new AbortController();
      if (box.value.trim().length < SHORTEST) return show("");
      const query = new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(`${form.dataset.suggest}?${query}`, { signal: asked.signal });
        if (answer.ok && asked === running) show(await answer.text());
      } catch { /* overtaken or offline: what is there stays */ }
    };

    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      running?.abort();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !place.firstElementChild) return;
      show("");
      box.focus();
    });
  };

  document.querySelectorAll("form[data-suggest]").forEach(start);
})();
