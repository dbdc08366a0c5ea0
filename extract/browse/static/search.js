// Searches as one types: the same address with .json gives the piece of the page to show. Without scripts the form works.
"use strict";
(() => {
  const form = document.getElementById("search");
  const results = document.getElementById("results");
  if (!form || !results || !window.fetch) return;
  const wait = 180;
  let timer = 0;
  let running = null;

  function asked() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (String(value).trim()) query.set(name, String(value));
    return query.toString();
  }
  async function run() {
    const query = asked();
    const own = `${form.action}${query ? `?${query}` : ""}`;
    if (running) running.abort();
    running = new AbortController();
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${form.action}.json?${query}`, { signal: running.signal, headers: { Accept: "application/json" } });
      const found = await answer.json();
      if (found.ok) results.innerHTML = found.html; // written and escaped by the server's template
      else results.textContent = found.error;
      history.replaceState(null, "", own);
      results.setAttribute("aria-busy", "false");
    } catch (error) {
      if (error.name !== "AbortError") results.setAttribute("aria-busy", "false");
    }
  }
  form.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  });
  form.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(run, wait); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); run(); });
})();
