// SPDX-License-Identifier: AGPL-3.0-or-later
// Narrows the paths in sight while one answers; without it the page says the same at the next step.
(() => {
  const form = document.querySelector("form[data-possible]");
  const place = document.getElementById("percorsi-possibili");
  if (!form || !place) return;
  let last = 0;
  form.addEventListener("change", async () => {
    const turn = ++last;
    const query = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(`${form.dataset.possible}?${query}`);
      if (answer.ok && turn === last) place.innerHTML = await answer.text();
    } catch { /* offline: the list stays as it was */ }
  });
})();
