// Reviewing row by row with the keyboard. The keys work only while a row itself has the focus.
"use strict";

(() => {
  const rows = () => [...document.querySelectorAll("[data-review-row]")];

  const step = (from, by) => {
    const all = rows();
    const next = all[all.indexOf(from) + by];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "start" });
    }
  };

  document.addEventListener("keydown", (event) => {
    const row = event.target;
    if (!(row instanceof HTMLElement) || !row.matches("[data-review-row]")) {
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "j") {
      step(row, 1);
    } else if (key === "k") {
      step(row, -1);
    } else if (key === "c") {
      row.querySelector("[data-confirm-row] button")?.click();
    } else if (key === "e") {
      row.querySelector("[data-correct-row]")?.click();
    } else {
      return;
    }
    event.preventDefault();
  });

  // After a row was confirmed the next one is at hand; after a correction, the row itself.
  let confirmed = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.target.closest("[data-review-row]");
    confirmed = row && event.target.matches("[data-confirm-row]") ? row.id : "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.target;
    if (!(row instanceof HTMLElement) || !row.matches("[data-review-row]")) {
      return;
    }
    if (row.id === confirmed) {
      confirmed = "";
      step(row, 1);
    } else {
      row.focus();
    }
  });
})();
