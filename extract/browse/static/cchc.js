// Small helps of all pages; each page works without them.
"use strict";
(() => {
  // Open menus close when one clicks beside them or presses Escape.
  const menus = () => document.querySelectorAll("details.nav-menu[open], details.actions-menu-links[open]");
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menus().forEach((menu) => { menu.open = false; });
  });
})();
