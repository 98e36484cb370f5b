// What every page adds when scripts run. Without them everything still works.
"use strict";

(() => {
  const trouble = (kind) => {
    const box = document.getElementById("trouble");
    if (box) {
      box.textContent = kind ? box.dataset[kind] : "";
    }
  };

  // One open menu at a time; Escape and a click elsewhere close it.
  const menus = () => document.querySelectorAll("details.person[open], details.menu[open], details.pop[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of menus()) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });

  // A second click sends nothing twice. A page that comes back from the browser's memory starts afresh.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || event.defaultPrevented) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
    }
  });

  // The summary of errors is read first.
  const summary = () => document.querySelector("[data-focus]")?.focus();
  document.addEventListener("DOMContentLoaded", summary);
  document.addEventListener("htmx:afterSettle", summary);

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  // Whoever leaves in a hurry does not come back by “back”: the page is replaced, not left behind.
  document.addEventListener("click", (event) => {
    const way = event.target.closest("[data-leave]");
    if (way) {
      event.preventDefault();
      document.body.hidden = true;
      location.replace(way.href);
    }
  });

  // A passkey that is unknown or was cancelled is said in words, not to the browser's console.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    trouble("passkey");
  });

  document.addEventListener("htmx:sendError", () => trouble("offline"));
  document.addEventListener("htmx:responseError", () => trouble("refused"));
  document.addEventListener("htmx:beforeRequest", () => trouble(""));
})();
