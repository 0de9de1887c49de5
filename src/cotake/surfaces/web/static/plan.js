// A step is taken by its number to another day: with the pointer, or with the arrow keys and Enter.
(() => {
  "use strict";
  const AWAY = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  let aim = null, held = null, returning = "";

  const cellOf = (element) => element?.closest?.("td[data-day]") ?? null;
  const visible = (cell) => Boolean(cell && cell.offsetParent);

  function point(grip, cell) {
    aim?.classList.remove("aim");
    aim = visible(cell) && cell !== cellOf(grip) ? cell : null;
    aim?.classList.add("aim");
    const said = document.getElementById("picked"), words = grip.closest("[data-picked]").dataset.picked;
    if (!said) return;
    said.textContent = aim ? words.replace("__n__", grip.dataset.step).replace("__day__", aim.dataset.label) : "";
  }
  function move(grip) {
    const form = document.getElementById("move");
    if (!aim || !form) return;
    form.elements.number.value = grip.dataset.step;
    form.elements.on.value = aim.dataset.day;
    returning = grip.dataset.step;
    aim = null;
    form.requestSubmit();
  }
  function away(day, by) {
    const date = new Date(`${day}T12:00:00Z`);
    date.setUTCDate(date.getUTCDate() + by);
    return date.toISOString().slice(0, 10);
  }

  document.addEventListener("keydown", (event) => {
    const grip = event.target.closest?.(".grip");
    if (!grip) return;
    if (event.key in AWAY) {
      event.preventDefault();
      const day = away((aim ?? cellOf(grip)).dataset.day, AWAY[event.key]);
      const cell = document.querySelector(`td[data-day="${day}"]`);
      if (visible(cell)) { point(grip, cell); cell.scrollIntoView({ block: "nearest" }); }
    } else if (event.key === "Escape") point(grip, null);
  });
  document.addEventListener("click", (event) => {
    const grip = event.target.closest?.(".grip");
    if (grip && event.detail === 0) move(grip);  // by the keyboard, or by what reads the screen
  });
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.(".grip");
    if (!grip || event.button !== 0) return;
    held = grip;
    grip.setPointerCapture(event.pointerId);
    document.body.classList.add("dragging");
  });
  document.addEventListener("pointermove", (event) => {
    if (held) point(held, cellOf(document.elementFromPoint(event.clientX, event.clientY)));
  });
  document.addEventListener("pointerup", () => {
    if (!held) return;
    const grip = held;
    held = null;
    document.body.classList.remove("dragging");
    move(grip);
  });
  document.addEventListener("pointercancel", () => {
    if (held) point(held, null);
    held = null;
    document.body.classList.remove("dragging");
  });

  // What was moved is told, and the hand stays where it was.
  document.addEventListener("submit", (event) => {
    returning = event.target.querySelector("[data-key]")?.dataset.key ?? returning;
  }, true);
  function begin() {
    for (const grip of document.querySelectorAll(".grip")) grip.hidden = false;
    const to = returning;
    returning = "";
    if (!to) return;
    const told = document.getElementById("moved");
    if (told) { const words = told.textContent; told.textContent = ""; requestAnimationFrame(() => { told.textContent = words; }); }
    const place = to.includes(":") ? `[data-key="${to}"]` : `.grip[data-step="${to}"]`;
    (document.querySelector(place) ?? told)?.focus({ preventScroll: true });
  }
  document.addEventListener("htmx:after:swap", begin);
  document.addEventListener("DOMContentLoaded", begin);
})();
