// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the minutes until a room opens up to date; without it the page says them as it was loaded.
"use strict";

(() => {
  const box = document.querySelector("[data-opens]");
  if (!box) return;
  const told = box.querySelector("[data-countdown]");
  const opens = Date.parse(box.dataset.opens);
  const some = (number, one, many) => (number === 1 ? one : `${number} ${many}`);

  const words = (left) => {
    const days = Math.floor(left / 1440);
    const hours = Math.floor((left % 1440) / 60);
    const minutes = left % 60;
    const parts = [];
    if (days) parts.push(some(days, "un giorno", "giorni"));
    if (hours) parts.push(some(hours, "un'ora", "ore"));
    if (minutes && !days) parts.push(some(minutes, "un minuto", "minuti"));
    const alone = parts.length === 1 && parts[0].startsWith("un");
    return `${alone ? "Manca" : "Mancano"} ${parts.join(" e ")}`;
  };

  const tick = () => {
    const left = Math.ceil((opens - Date.now()) / 60000);
    if (left <= 0) {
      clearInterval(timer);
      setTimeout(() => location.reload(), 2000);
    } else if (told.textContent !== words(left)) {
      told.textContent = words(left);
    }
  };
  const timer = setInterval(tick, 5000);
})();
