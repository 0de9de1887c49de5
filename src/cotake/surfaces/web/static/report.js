// While the page is made anew it is shown as the old one; then a screen reader is told what it holds.
(() => {
  "use strict";
  const preview = () => document.getElementById("preview");
  document.addEventListener("htmx:before:request", () => preview()?.setAttribute("data-old", ""));
  document.addEventListener("htmx:finally:request", () => {
    preview()?.removeAttribute("data-old");
    const place = document.getElementById("said");
    if (place && preview()) place.textContent = preview().dataset.said;
  });
})();
