// SPDX-License-Identifier: AGPL-3.0-or-later
// The admin of texts: live preview, rows of sources, unsaved text found again.
"use strict";

(() => {
  const PAUSE = 500; // milliseconds without typing before asking for a preview

  /** An empty page with the site's look; scripts stay off, links open elsewhere. */
  const frame = (pane) => {
    const iframe = document.createElement("iframe");
    iframe.title = "Anteprima del testo";
    iframe.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    const sheets = pane.dataset.sheets.trim().split(/\s+/)
      .map((href) => `<link rel="stylesheet" href="${href}">`).join("");
    iframe.srcdoc = `<!doctype html><html lang="it"><head><base target="_blank">${sheets}</head>`
      + '<body><div class="container py-3"><div class="prose preview-page"></div></div></body></html>';
    pane.append(iframe);
    return new Promise((ready) => {
      iframe.addEventListener("load", () => ready(iframe.contentDocument.querySelector(".prose")), { once: true });
    });
  };

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  const livePreview = async (editor) => {
    const text = editor.querySelector("textarea");
    const side = editor.querySelector(".markdown-preview");
    const readability = editor.querySelector(".readability");
    side.hidden = false;
    editor.classList.add("with-preview");
    const page = await frame(editor.querySelector(".preview-frame"));
    let asked = 0;

    const refresh = async () => {
      const turn = ++asked;
      const body = new FormData();
      body.append("text", text.value);
      try {
        const answer = await fetch(editor.dataset.previewUrl, {
          method: "POST", body, headers: { "X-CSRFToken": token() }, redirect: "error",
        });
        if (!answer.ok) throw new Error(answer.status);
        const shown = await answer.json();
        if (turn !== asked) return; // a later text is on its way
        page.innerHTML = shown.html;
        readability.innerHTML = shown.readability;
      } catch {
        if (turn === asked) {
          readability.textContent = "L'anteprima non si aggiorna: la rete non risponde oppure la sessione è scaduta. Il testo che scrivete resta qui.";
        }
      }
    };

    let timer;
    text.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(refresh, PAUSE);
    });
    refresh();
  };

  const whenSeen = (editor) => {
    // Closed sections ask for their preview only when they are opened.
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      livePreview(editor);
    });
    watch.observe(editor);
  };

  const sources = (list) => {
    const model = list.querySelector("template");
    const add = list.querySelector(".add-source");
    let next = list.querySelectorAll(".source").length;

    const number = () => list.querySelectorAll(".source-number").forEach((place, i) => { place.textContent = i + 1; });
    const removable = (row) => {
      const button = row.querySelector(".remove-source");
      button.hidden = false;
      button.addEventListener("click", () => {
        const neighbour = row.nextElementSibling?.querySelector("input") ?? add;
        row.remove();
        number();
        neighbour.focus();
      });
    };

    list.querySelectorAll("[data-spare]").forEach((row) => row.remove());
    list.querySelectorAll(".source").forEach(removable);
    add.hidden = false;
    add.addEventListener("click", () => {
      const fragment = document.createElement("template");
      fragment.innerHTML = model.innerHTML.replaceAll("__n__", String(next++));
      const row = fragment.content.firstElementChild;
      model.before(row);
      removable(row);
      number();
      row.querySelector("input").focus();
    });
  };

  // What is typed and not saved stays in this tab until it is saved: a session that ends loses nothing.
  const drafts = (form) => {
    const key = `draft:${location.pathname}`;
    const fields = () => [...form.querySelectorAll("textarea[name], input.vTextField[name]")];
    const values = () => Object.fromEntries(fields().map((field) => [field.name, field.value]));
    const notice = document.querySelector(".draft-found");
    const draft = JSON.parse(sessionStorage.getItem(key) ?? "null");
    const differs = draft && fields().some((field) => field.name in draft && field.value !== draft[field.name]);

    if (differs && notice) {
      notice.hidden = false;
      notice.querySelector("[data-draft=restore]").addEventListener("click", () => {
        fields().forEach((field) => {
          if (!(field.name in draft) || field.value === draft[field.name]) return;
          field.value = draft[field.name];
          field.dispatchEvent(new Event("input", { bubbles: true }));
        });
        notice.hidden = true;
      });
      notice.querySelector("[data-draft=discard]").addEventListener("click", () => {
        sessionStorage.removeItem(key);
        notice.hidden = true;
      });
    }
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        try {
          sessionStorage.setItem(key, JSON.stringify(values()));
        } catch { /* no room left: the page itself still holds the text */ }
      }, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.name !== "_preview") sessionStorage.setItem("draft-sent", key);
    });
  };

  const forgetSaved = () => {
    const sent = sessionStorage.getItem("draft-sent");
    if (!sent || !document.querySelector(".messagelist .success")) return;
    sessionStorage.removeItem(sent);
    sessionStorage.removeItem("draft-sent");
  };

  const start = () => {
    forgetSaved();
    document.querySelectorAll(".markdown-editor").forEach(whenSeen);
    document.querySelectorAll(".sources").forEach(sources);
    const form = document.querySelector("#content-main form");
    if (form && document.querySelector(".draft-found")) drafts(form);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
