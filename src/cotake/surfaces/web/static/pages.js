// Names while they are typed, and nothing typed is lost when a form could not be sent.
(() => {
  "use strict";
  const WAIT = 120;

  function token() {
    const held = document.querySelector('input[name="_csrf_token"]');
    return held ? held.value : "";
  }

  // The static site has names of its own.
  async function served(typed, address) {
    const reply = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "x-csrftoken": token() },
      body: new URLSearchParams({ q: typed }),
    });
    return reply.ok ? reply.json() : null;
  }

  // A combobox with a listbox, as the ARIA practices describe it.
  function combo(input) {
    const list = document.getElementById(input.getAttribute("aria-controls"));
    let timer = 0, asked = 0, at = -1;

    function close() {
      list.hidden = true;
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      at = -1;
    }
    function mark(place) {
      const options = [...list.children];
      options.forEach((each, number) => each.setAttribute("aria-selected", String(number === place)));
      at = place;
      if (place >= 0) {
        input.setAttribute("aria-activedescendant", options[place].id);
        options[place].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }
    function take(option) {
      input.value = option.dataset.name + " ";
      close();
      input.focus();
    }
    function show(names) {
      list.replaceChildren(...names.map((each, number) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        option.id = `${input.id}-${number}`;
        option.dataset.name = each.name;
        option.textContent = each.name;
        if (each.is) {
          const small = document.createElement("small");
          small.textContent = each.is;
          option.append(small);
        }
        option.setAttribute("aria-selected", "false");
        return option;
      }));
      list.hidden = names.length === 0;
      input.setAttribute("aria-expanded", String(names.length > 0));
      at = -1;
    }
    async function ask() {
      const typed = input.value.trim(), turn = ++asked;
      if (typed.length < 2 || /\d/.test(typed)) return close();
      try {
        const names = await (window.cotakeNames || served)(typed, input.dataset.names);
        if (turn === asked && names && document.activeElement === input) show(names);
      } catch { close(); }
    }
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.key === "ArrowDown" && count) { event.preventDefault(); mark((at + 1) % count); }
      else if (event.key === "ArrowUp" && count) { event.preventDefault(); mark(at > 0 ? at - 1 : count - 1); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(list.children[at]); }
      else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    });
    input.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) { event.preventDefault(); take(option); }
    });
  }

  // What is being typed survives a reload, until the form was taken.
  const DRAFT = "cotake-draft-";
  function keep(form) {
    const place = DRAFT + form.dataset.keep;
    const held = JSON.parse(sessionStorage.getItem(place) || "null");
    if (held) for (const [name, value] of Object.entries(held)) {
      const field = form.elements[name];
      if (!field || field.type === "hidden") continue;
      if (field.type === "checkbox") field.checked = Boolean(value); else if (!field.value) field.value = value;
    }
    form.addEventListener("input", () => {
      const said = {};
      for (const field of form.elements) {
        if (!field.name || field.type === "hidden") continue;
        said[field.name] = field.type === "checkbox" ? field.checked : field.value;
      }
      sessionStorage.setItem(place, JSON.stringify(said));
    });
  }

  function begin(root) {
    for (const each of root.querySelectorAll("[data-names]")) combo(each);
    for (const each of root.querySelectorAll("form[data-keep]")) keep(each);
  }

  // Said once and short: the whole answer read aloud would take minutes.
  function speak() {
    const place = document.getElementById("spoken");
    if (place) place.textContent = document.querySelector("main [data-spoken]")?.textContent ?? "";
  }

  function notSent() {
    document.querySelector(".not-sent")?.remove();
    const box = document.createElement("p");
    box.className = "not-sent";
    box.setAttribute("role", "alert");
    box.textContent = document.body.dataset.notSent;
    document.body.append(box);
    setTimeout(() => box.remove(), 8000);
  }

  document.addEventListener("htmx:after:request", (event) => {
    const form = event.target.closest?.("form[data-keep]");
    const reply = event.detail?.ctx?.response;
    if (form && reply && (reply.status < 400 || reply.raw?.ok)) sessionStorage.removeItem(DRAFT + form.dataset.keep);
  });
  // Forgetting is of what is typed and was not sent, too; and so is signing out, and who signs in may be another.
  function forget() {
    for (const place of Object.keys(sessionStorage)) if (place.startsWith(DRAFT)) sessionStorage.removeItem(place);
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches('form.clear, form[action="/sign-out"], form[action="/sign-in"]')) forget();
  }, true);
  document.addEventListener("htmx:error", notSent);
  document.addEventListener("htmx:after:swap", () => {
    const main = document.getElementById("main");
    begin(main);
    speak();
    const next = main.querySelector("[aria-invalid]") || main.querySelector("[data-focus]") || main.querySelector("#f-name")
      || (document.activeElement === document.body ? main : null);
    next?.focus({ preventScroll: !next.matches("[data-focus]") });
  });
  document.addEventListener("cotake:shown", speak);
  // The room that one is in can be seen, where the rooms do not all fit beside each other.
  function inSight() {
    for (const each of document.querySelectorAll("nav [aria-current]")) each.scrollIntoView({ inline: "center", block: "nearest" });
  }
  for (const shown of ["DOMContentLoaded", "cotake:shown"]) document.addEventListener(shown, () => {
    begin(document);
    inSight();
  });
  addEventListener("load", () => { if (scrollY === 0) inSight(); }); // in Safari the styles are there only now
})();
