// What Datasette's table.js expects to find: whether columns may be faceted.
"use strict";
window.DATASETTE_ALLOW_FACET = document.currentScript.dataset.allow === "1";
