// The menu of a column of Datasette's table.js, in the reader's language and reachable by keyboard.
"use strict";
(() => {
  const words = document.getElementById("column-menu");
  if (!words) return;
  for (const [key, text] of Object.entries(words.dataset)) {
    const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    document.querySelectorAll(`a.${name}`).forEach((link) => { link.textContent = text; });
  }
  document.querySelectorAll("svg.dropdown-menu-icon").forEach((icon) => {
    icon.setAttribute("tabindex", "0");
    icon.setAttribute("role", "button");
    icon.setAttribute("aria-label", icon.closest("th").dataset.column);
    icon.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        icon.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      }
    });
  });
})();
