// Sliders over the numbers of a day, and what is half written kept until it is written down.
(() => {
  "use strict";
  const WAIT = 500;

  function slider(box) {
    const pull = box.querySelector(".pull[data-most]"), number = box.querySelector('input[type="number"]');
    if (!pull || pull.querySelector('[type="range"]')) return;
    const range = document.createElement("input");
    range.type = "range";
    range.min = pull.dataset.least;
    range.max = pull.dataset.most;
    range.step = 1;
    range.tabIndex = -1;
    range.setAttribute("aria-hidden", "true"); // the number beside it is the same, and says more
    const middle = (Number(range.min) + Number(range.max)) / 2;
    function show() {
      range.classList.toggle("unset", number.value === "");
      range.value = number.value === "" ? middle : number.value;
    }
    function take() {
      number.value = range.value;
      range.classList.remove("unset");
      number.dispatchEvent(new Event("input", { bubbles: true }));
    }
    range.addEventListener("input", (event) => { event.stopPropagation(); take(); });
    range.addEventListener("click", take); // a tap on the middle moves nothing, and is meant
    number.addEventListener("input", show);
    show();
    pull.prepend(range);
  }

  function drafted(form) {
    let timer = 0;
    async function keep() {
      try {
        await fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      } catch { /* it stays in the form, and is sent with it */ }
    }
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, WAIT); });
    form.addEventListener("submit", () => clearTimeout(timer));
  }

  function begin(root) {
    for (const each of root.querySelectorAll("[data-score]")) slider(each);
    for (const each of root.querySelectorAll("form[data-draft]")) drafted(each);
    for (const each of root.querySelectorAll("[data-all-taken]")) {
      each.hidden = false;
      each.addEventListener("click", () => {
        for (const box of each.closest("section").querySelectorAll('input[value="taken"]')) box.checked = true;
        each.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
  }
  document.addEventListener("htmx:after:swap", () => begin(document.getElementById("main")));
  document.addEventListener("DOMContentLoaded", () => begin(document));
})();
