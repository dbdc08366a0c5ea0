// Cards for facts, and the text, the panel and the printed page in step.
"use strict";
(() => {
  const card = document.getElementById("card");
  const text = document.querySelector("article.text");
  if (!card || !text) return;
  const narrow = window.matchMedia("(max-width: 40rem)");
  let pinned = null;

  const entries = (piece) => (piece.dataset.f || "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const pieces = (id) => text.querySelectorAll(`.f[data-f~="${CSS.escape(id)}"]`);
  const boxes = (id) => document.querySelectorAll(`.sheet rect[data-b="${CSS.escape(id.slice(2))}"]`);

  function light(ids, on) {
    for (const id of ids) {
      pieces(id).forEach((piece) => piece.classList.toggle("on", on));
      boxes(id).forEach((box) => box.classList.toggle("on", on));
      const entry = document.getElementById(id);
      if (entry) entry.classList.toggle("on", on);
    }
  }
  let lit = [];
  function relight(ids) { light(lit, false); lit = ids; light(lit, true); }

  function fill(piece, closable) {
    card.replaceChildren();
    if (closable) {
      const close = document.createElement("button");
      close.type = "button"; close.className = "close plain"; close.textContent = "×";
      close.setAttribute("aria-label", document.documentElement.lang === "en" ? "Close" : "Đóng");
      close.addEventListener("click", () => { hide(); piece.focus(); });
      card.append(close);
    }
    for (const entry of entries(piece)) {
      const part = document.createElement("section");
      const title = document.createElement("h3");
      const kind = entry.closest("details.kind");
      if (kind) {
        part.className = `k-${entry.dataset.k}`;
        title.textContent = kind.querySelector("summary").childNodes[1].textContent.trim();
        part.append(title, entry.querySelector("dl").cloneNode(true));
        entry.querySelectorAll(".verdict").forEach((each) => part.append(each.cloneNode(true)));
      } else {
        part.className = entry.className.replace("on", "");
        entry.childNodes.forEach((node) => part.append(node.cloneNode(true)));
      }
      card.append(part);
    }
  }
  function place(piece) {
    card.hidden = false;
    card.removeAttribute("style");
    if (narrow.matches) return;
    const at = piece.getClientRects()[0] || piece.getBoundingClientRect();
    const size = card.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8));
    const below = at.bottom + 6;
    const top = below + size.height > window.innerHeight - 8 ? Math.max(8, at.top - size.height - 6) : below;
    card.style.setProperty("left", `${left}px`);
    card.style.setProperty("top", `${top}px`);
  }
  function show(piece, pin) {
    if (!entries(piece).length) return;
    fill(piece, pin);
    place(piece);
    pinned = pin ? piece : null;
    relight(piece.dataset.f.split(" "));
    picture(piece.dataset.f.split(" ")[0]);
  }
  function hide() { card.hidden = true; pinned = null; relight([]); }

  // The printed page follows what is pointed at, inside its own column only.
  function picture(id) {
    const column = document.querySelector(".prints");
    const box = boxes(id)[0];
    if (!column || !box || narrow.matches) return;
    const inner = column.getBoundingClientRect();
    const at = box.getBoundingClientRect();
    if (at.top < inner.top + 20 || at.bottom > inner.bottom - 20) {
      column.scrollTop += at.top - inner.top - inner.height / 3;
    }
  }

  text.addEventListener("mouseover", (event) => {
    const piece = event.target.closest(".f");
    if (piece && !pinned && window.matchMedia("(hover: hover)").matches) show(piece, false);
  });
  text.addEventListener("mouseout", (event) => {
    if (!pinned && event.target.closest(".f") && !card.contains(event.relatedTarget)) hide();
  });
  card.addEventListener("mouseleave", () => { if (!pinned) hide(); });
  text.addEventListener("focusin", (event) => {
    const piece = event.target.closest(".f");
    if (piece && piece.matches(":focus-visible") && !pinned) show(piece, false);
  });
  text.addEventListener("click", (event) => {
    const piece = event.target.closest(".f");
    if (!piece || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(piece, true);
    const first = entries(piece)[0];
    const anchor = first && first.querySelector('a[href^="#"]');
    if (anchor) history.replaceState(null, "", anchor.getAttribute("href"));
  });
  document.addEventListener("click", (event) => {
    if (pinned && !card.contains(event.target) && !event.target.closest(".f")) hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // A fact of the panel, a box of the print or the address leads to the words.
  function reach() {
    const id = decodeURIComponent(location.hash.slice(1));
    const at = id && document.getElementById(id);
    if (!at) return;
    const kind = at.closest("details.kind");
    if (kind) { kind.open = true; at.scrollIntoView({ block: "nearest" }); }
    if (!at.classList.contains("at")) return;
    let next = at.nextElementSibling;
    while (next && next.classList.contains("at")) next = next.nextElementSibling;
    // The further places of a finding (`…-w12_2`) have one card.
    const local = `p-${id.slice(id.lastIndexOf("-") + 1).replace(/_\d+$/, "")}`;
    relight([local]);
    at.scrollIntoView({ block: "center" });
    picture(local);
    if (next && next.matches(".f")) next.focus({ preventScroll: true });
  }
  // The ways between the places of a search, without loading the page again.
  function step() {
    const bar = document.querySelector(".hit-bar[data-total]");
    const total = bar ? Number(bar.dataset.total) : 0;
    if (!total) return;
    const at = /^#hit-(\d+)$/.exec(location.hash);
    const now = at ? Math.min(Number(at[1]), total) : 0;
    if (now) bar.querySelector(".nth").textContent = `${now}/${total}`;
    bar.querySelector("a[rel=prev]").setAttribute("href", `#hit-${now > 1 ? now - 1 : total}`);
    bar.querySelector("a[rel=next]").setAttribute("href", `#hit-${now % total + 1}`);
  }
  window.addEventListener("hashchange", () => { reach(); step(); });
  document.addEventListener("mouseover", (event) => {
    const box = event.target.closest && event.target.closest(".sheet rect");
    if (box && !pinned) relight([`p-${box.dataset.b}`]);
  });
  reach();
  step();
})();
