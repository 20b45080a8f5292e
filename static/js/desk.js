// SPDX-License-Identifier: AGPL-3.0-or-later
// Comfort for operators: keys, who else is looking. Without this file everything is still there.
"use strict";

(() => {
  const OFF = "tasti-spenti";
  const LIST = "elenco";
  const EVERY = 60_000;
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  const isOff = () => localStorage.getItem(OFF) === "1";

  const step = (by) => {
    const links = [...document.querySelectorAll(".desk-list h2 a")];
    if (!links.length) return;
    const here = links.indexOf(document.activeElement);
    const first = by > 0 ? 0 : links.length - 1;
    const next = here < 0 ? first : Math.min(Math.max(here + by, 0), links.length - 1);
    links[next].focus();
  };

  const enter = (name) => {
    const field = document.querySelector(`textarea[name="${name}"]`);
    if (!field) return;
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  };

  // From a request, "Richieste" leads back to the list as it was left, filters and all.
  const back = document.querySelector("[data-presence] .desk-nav a");
  if (back) back.search = sessionStorage.getItem(LIST) || "";
  if (document.querySelector(".desk-views")) sessionStorage.setItem(LIST, location.search);

  const KEYS = {
    j: () => step(1), k: () => step(-1), e: () => back?.click(),
    r: () => enter("text"), n: () => enter("note"),
  };

  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || isOff() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (typing(event.target)) return;
    event.preventDefault();
    act();
  });

  const choice = document.getElementById("tasti");
  if (choice) {
    const button = choice.querySelector("button");
    const said = document.getElementById("tasti-detto");
    const show = () => {
      said.textContent = isOff() ? "Ora i tasti sono disattivati." : "Ora i tasti sono attivi.";
      button.textContent = isOff() ? "Attivate i tasti" : "Disattivate i tasti";
    };
    button.addEventListener("click", () => {
      localStorage.setItem(OFF, isOff() ? "0" : "1");
      show();
    });
    choice.hidden = false;
    show();
  }

  const page = document.querySelector("[data-presence]");
  if (!page) return;
  const notice = document.getElementById("chi-guarda");
  const token = page.querySelector("input[name=csrfmiddlewaretoken]")?.value;

  const tell = ({ looking, revision }) => {
    const said = [];
    if (looking.length === 1) said.push(`${looking[0]} sta guardando questa richiesta.`);
    if (looking.length > 1) said.push(`Stanno guardando questa richiesta: ${looking.join(", ")}.`);
    if (String(revision) !== page.dataset.revision) {
      said.push("Nel frattempo è cambiato qualcosa: ricaricate la pagina quando potete.");
    }
    if (notice.textContent !== said.join(" ")) notice.textContent = said.join(" ");
    notice.hidden = !said.length;
  };

  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(page.dataset.presence, {
        method: "POST", headers: { "X-CSRFToken": token },
      });
      if (answer.ok) tell(await answer.json());
    } catch { /* offline: the check at sending stays */ }
  };
  look();
  setInterval(look, EVERY);
})();
