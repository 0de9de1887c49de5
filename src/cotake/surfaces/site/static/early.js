// Before anything is drawn: the colours that were chosen, and no empty list where there is one.
(() => {
  "use strict";
  try {
    const look = JSON.parse(localStorage.getItem("cotake-look") || "{}");
    if (/^[a-z]+$/.test(look.theme || "")) document.documentElement.dataset.theme = look.theme;
    const listed = sessionStorage.getItem("cotake-list") || localStorage.getItem("cotake-list");
    if (listed || location.hash.startsWith("#m-")) document.documentElement.dataset.waiting = "";
  } catch { /* A browser that keeps nothing shows the page as it is. */ }
})();
