/* SPDX-License-Identifier: AGPL-3.0-or-later
   Says in words what allauth's script would only write to the console. */
"use strict";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const heading = document.querySelector("main h1");
  const notice = document.getElementById("passkey-error") || document.createElement("p");
  notice.id = "passkey-error";
  notice.className = "alert alert-danger";
  notice.setAttribute("role", "alert");
  notice.textContent =
    "La chiave non ha risposto o l'operazione è stata annullata. Riprovate, oppure usate un altro modo.";
  heading.after(notice);
});
