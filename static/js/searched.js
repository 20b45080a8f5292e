// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts that these words found something and that a result was opened, never who searched.
// On the help page it also adds the FAQ opened from here to the address and to the links towards
// a request, so that who answers knows that they were read. Nothing is kept in the browser.
"use strict";

(() => {
  const list = document.querySelector("[data-searched]");

  const tell = (more) => {
    const said = new URLSearchParams({ q: list.dataset.text, ...more });
    navigator.sendBeacon?.(list.dataset.searched, said);
  };

  const withRead = (address, code) => {
    const found = new URL(address, location.href);
    if (!found.searchParams.getAll("letta").includes(code)) found.searchParams.append("letta", code);
    return found.pathname + found.search + found.hash;
  };

  const read = (code) => {
    const links = document.querySelectorAll("a[data-need]");
    if (!links.length) return;
    history.replaceState(history.state, "", withRead(location.href, code));
    for (const link of links) link.setAttribute("href", withRead(link.getAttribute("href"), code));
  };

  const opened = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || (event.type === "auxclick" && event.button !== 1)) return;
    if (list?.contains(link)) tell({ aperto: "1" });
    const faq = link.closest("[data-faq]");
    if (faq) read(faq.dataset.faq);
  };

  if (list) tell({ risultati: list.dataset.results });
  document.addEventListener("click", opened);
  document.addEventListener("auxclick", opened);
})();
