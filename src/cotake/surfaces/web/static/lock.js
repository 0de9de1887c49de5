// While the journal is open: a hand on the page keeps it so; when nobody was there, the page goes away.
(() => {
  "use strict";
  const AGAIN = 20000, LEAST = 1000;
  let told = Date.now(), timer = 0;

  function token() {
    const held = document.querySelector('input[name="_csrf_token"]');
    return held ? held.value : "";
  }
  function gone() {
    location.replace("/journal/open");
  }
  async function look() {
    let left = 0;
    try {
      const reply = await fetch("/journal/left", { headers: { accept: "application/json" } });
      left = reply.ok ? (await reply.json()).left : 0;
    } catch {
      return wait(AGAIN / 1000); // cotake does not answer; there is nothing to read in it either
    }
    if (left > 0) wait(left); else gone();
  }
  function wait(seconds) {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(LEAST, seconds * 1000 + 500));
  }
  async function touched() {
    if (Date.now() - told < AGAIN) return;
    told = Date.now();
    try {
      await fetch("/journal/awake", { method: "POST", body: new URLSearchParams({ _csrf_token: token() }) });
    } catch { /* the next one will tell */ }
  }
  for (const each of ["pointerdown", "keydown", "input"]) document.addEventListener(each, touched, { passive: true });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  document.addEventListener("DOMContentLoaded", look);
})();
