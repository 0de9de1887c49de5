// The pages without a server: forms and links are answered by Python in a worker. Nothing is sent anywhere.
(() => {
  "use strict";
  const script = document.currentScript;
  const assets = new URL("./", script.src), root = new URL("../", script.src);
  const LOOK = "cotake-look", LIST = "cotake-list", SECRET = "cotake-secret";
  const LOOKS = ["language", "theme", "audience"];

  // What is kept. The look and a random number stay on the device; the list goes with the tab, unless the
  // person asks that it be kept. Where a browser keeps nothing, it is held by the page alone.
  const nothing = { getItem: () => null, setItem() {}, removeItem() {} };
  function store(name) { try { return window[name] || nothing; } catch { return nothing; } }
  const device = store("localStorage"), tab = store("sessionStorage");
  function read(from, name) {
    try { return JSON.parse(from.getItem(name)); } catch { return null; }
  }
  function write(to, name, value) {
    try { to.setItem(name, JSON.stringify(value)); } catch { /* full, or not allowed */ }
  }
  let kept = false, held = {};
  function recall() {
    const list = read(device, LIST);
    kept = list !== null;
    held = { ...read(device, LOOK), ...(kept ? list : read(tab, LIST)) };
  }
  function hold(next) {
    held = next;
    const look = {}, list = {};
    for (const [name, value] of Object.entries(next)) (LOOKS.includes(name) ? look : list)[name] = value;
    write(device, LOOK, look);
    if (kept) { write(device, LIST, list); tab.removeItem(LIST); return; }
    device.removeItem(LIST);
    if (Object.keys(list).length) write(tab, LIST, list); else tab.removeItem(LIST);
  }
  function secret() {
    let found = read(device, SECRET);
    if (typeof found !== "string") {
      found = [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
      write(device, SECRET, found);
    }
    return found;
  }
  const drawn = secret();

  // Addresses: those of the served pages, and where these stand.
  function pathOf(url) {
    const rest = url.pathname.slice(root.pathname.length).replace(/index\.html$/, "").replace(/\/$/, "");
    const medicine = rest === "medicines" && /^#m-([0-9a-f]+)$/.exec(url.hash);
    return medicine ? `/medicines/${medicine[1]}` : `/${rest}`;
  }
  function urlOf(path) {
    const medicine = /^\/medicines\/([0-9a-f]+)$/.exec(path);
    if (medicine) return new URL(`medicines/#m-${medicine[1]}`, root).href;
    return new URL(path === "/" ? "" : `${path.slice(1)}/`, root).href;
  }
  const isOurs = (url) => url.origin === root.origin && url.pathname.startsWith(root.pathname);

  // The worker, and what is waited for. `state` is fetching, ready or broken.
  let state = "fetching";
  const waited = new Map();
  let worker = null, turns = 0, begun, failed;
  const ready = new Promise((done, broke) => { begun = done; failed = broke; });
  ready.then(() => { state = "ready"; }, () => { state = "broken"; });
  function ask(message) {
    return ready.then(() => new Promise((done, broke) => {
      waited.set(++turns, { done, broke });
      worker.postMessage({ turn: turns, asked: JSON.stringify(message) });
    }));
  }
  function heard({ data }) {
    if (data.done !== undefined) return fetched(data.done, data.all);
    if (data.starting) return say("starting");
    if (data.ready) return begun();
    if (data.failed) return failed(new Error(data.failed));
    const { done, broke } = waited.get(data.turn);
    waited.delete(data.turn);
    if (data.broke) broke(new Error(data.broke)); else done(JSON.parse(data.reply));
  }

  // How far the start is.
  const boot = () => document.getElementById("boot");
  let quarter = -1;
  function fetched(done, all) {
    const bar = document.getElementById("boot-bar"), words = document.getElementById("boot-words");
    if (!bar || state !== "fetching") return;
    bar.max = all;
    bar.value = done;
    const now = Math.floor((4 * done) / all);
    if (now === quarter) return; // a screen reader is told four times, not a thousand
    quarter = now;
    const mb = (bytes) => (bytes / 1e6).toFixed(1);
    words.textContent = boot().dataset.fetched.replace("{done}", mb(done)).replace("{all}", mb(all));
  }
  function say(what, wrong = false) {
    const words = document.getElementById("boot-words");
    if (!words) return;
    words.textContent = boot().dataset[what];
    words.classList.toggle("wrong", wrong);
    const bar = document.getElementById("boot-bar");
    if (wrong) bar.hidden = true; else bar.removeAttribute("value");
    if (wrong) delete document.documentElement.dataset.waiting;
  }

  // One thing after the other: each form is about the list as the one before left it.
  let current = pathOf(new URL(location.href)), last = Promise.resolve();
  function go(path, how = {}) {
    document.body.setAttribute("aria-busy", "true");
    last = last.then(() => step(path, how)).catch((error) => {
      console.error(error);
      if (boot()) say("failed", true); else notDone();
    }).finally(() => document.body.removeAttribute("aria-busy"));
    return last;
  }
  async function step(path, { form, from, inPlace = false, back = false }) {
    const accepts = (navigator.languages || [navigator.language]).join(",");
    const reply = await ask({ do: "page", path, form, held, accepts, secret: drawn });
    if (reply.error) throw new Error(reply.error);
    hold(reply.held);
    from?.dispatchEvent(new CustomEvent("htmx:after:request", {
      bubbles: true, detail: { ctx: { response: { status: reply.status } } },
    }));
    if (!back && reply.path !== current && !inPlace) {
      history.replaceState({ top: scrollY }, "");
      history.pushState(null, "", urlOf(reply.path));
    }
    show(reply, inPlace);
    if (inPlace) { document.dispatchEvent(new CustomEvent("htmx:after:swap")); return; }
    document.dispatchEvent(new CustomEvent("cotake:shown"));
    const moved = reply.path !== current || form;
    current = reply.path;
    if (back) scrollTo(0, history.state?.top || 0);
    else if (moved) { scrollTo(0, 0); document.getElementById("main").focus({ preventScroll: true }); }
  }
  // Before Python is there, a room is what was written of it: help in a crisis waits for nothing.
  async function early(path) {
    const reply = await fetch(urlOf(path));
    const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (state !== "fetching") { go(path); return; }
    const words = boot(), other = fresh.querySelector(`template[lang="${document.documentElement.lang}"]`);
    const body = other ? other.content.cloneNode(true) : fresh.body;
    history.pushState(null, "", urlOf(path));
    current = path;
    document.title = other ? other.dataset.title : fresh.title;
    style(fresh, path);
    document.body.replaceChildren(...body.childNodes);
    boot()?.replaceWith(words);
    document.documentElement.toggleAttribute("data-waiting", path !== "/help" && Object.keys(held).length > 0);
    adorn();
    document.dispatchEvent(new CustomEvent("cotake:shown"));
    document.getElementById("main").focus();
  }
  function style(fresh, path) { // a room may have a style of its own
    for (const each of fresh.querySelectorAll('head link[rel="stylesheet"]')) {
      const address = new URL(each.getAttribute("href"), urlOf(path)).href;
      if ([...document.styleSheets].some((sheet) => sheet.href === address)) continue;
      each.href = address;
      document.head.append(each);
    }
  }
  function show(reply, inPlace) {
    const fresh = new DOMParser().parseFromString(reply.html, "text/html");
    const html = document.documentElement;
    html.lang = fresh.documentElement.lang;
    html.dataset.theme = fresh.documentElement.dataset.theme;
    document.title = fresh.title;
    style(fresh, reply.path);
    document.body.dataset.notSent = fresh.body.dataset.notSent;
    if (inPlace) document.getElementById("main").replaceWith(fresh.getElementById("main"));
    else document.body.replaceChildren(...fresh.body.childNodes);
    delete html.dataset.waiting;
    adorn();
  }
  let offline = false;
  function adorn() {
    const keep = document.getElementById("keep"), told = document.getElementById("offline-ready");
    if (keep) keep.checked = kept;
    if (told) told.hidden = !offline;
  }
  function notDone() {
    document.dispatchEvent(new CustomEvent("htmx:error"));
  }

  document.addEventListener("submit", (event) => {
    const form = event.target, action = new URL(form.action);
    if (!isOurs(action)) return;
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(form, event.submitter)].filter((each) => typeof each[1] === "string"));
    go(pathOf(action), { form: said, from: form, inPlace: form.hasAttribute("hx-target") });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href), here = link.getAttribute("href").startsWith("#");
    if (link.target || !isOurs(url) || state === "broken" || (here && !current.startsWith("/medicines/"))) return;
    event.preventDefault();
    if (!here) {
      const path = pathOf(url);
      if (state === "fetching" && !path.startsWith("/medicines/")) early(path).catch(() => { location.href = url.href; });
      else go(path);
      return;
    }
    const aim = document.getElementById(decodeURIComponent(url.hash.slice(1)));
    aim?.scrollIntoView();
    if (aim) { aim.tabIndex = -1; aim.focus({ preventScroll: true }); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "keep") return;
    kept = event.target.checked;
    hold(held);
  });
  addEventListener("popstate", () => {
    const path = pathOf(new URL(location.href));
    if (path !== current) go(path, { back: true });
  });
  addEventListener("storage", (event) => { // changed in another tab
    if (event.storageArea !== device || ![LIST, LOOK].includes(event.key)) return;
    const own = kept || event.newValue !== null ? null : held;
    recall();
    if (own) held = { ...own, ...read(device, LOOK) };
    go(current, { back: true });
  });
  window.cotakeNames = (typed) => ask({ do: "names", q: typed });

  // The words of the person while Python is still to come.
  function translate() {
    const wanted = [held.language, ...(navigator.languages || [])].filter(Boolean).map((each) => each.split("-")[0]);
    const known = [document.documentElement.lang, ...[...document.querySelectorAll("template[lang]")].map((each) => each.lang)];
    const language = wanted.find((each) => known.includes(each));
    const other = language && document.querySelector(`template[lang="${language}"]`);
    if (!other) return;
    document.documentElement.lang = language;
    document.title = other.dataset.title;
    const fresh = other.content.cloneNode(true);
    document.body.replaceChildren(...fresh.childNodes);
  }

  async function keepOffline() {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
    await navigator.serviceWorker.ready;
    offline = true;
    adorn();
  }

  function start() {
    if (typeof WebAssembly !== "object" || typeof Worker !== "function" || typeof DecompressionStream !== "function") {
      say("old", true);
      return;
    }
    fetch(new URL(script.dataset.site, root)).then((reply) => reply.json()).then((site) => {
      worker = new Worker(new URL(site.worker, assets), { type: "module" });
      worker.onmessage = heard;
      worker.onerror = () => failed(new Error("the worker could not be started"));
      worker.postMessage({ site, cache: `cotake-assets:${root.pathname}`, start: `cotake-start:${root.pathname}` });
    }).catch(failed);
    ready.then(() => {
      const plain = !Object.keys(held).length && !current.startsWith("/medicines/");
      if (plain) { say("ready"); setTimeout(() => boot()?.remove(), 1500); }
      else last = last.then(() => { if (boot()) go(current, { back: true }); }); // a form may have come before
      keepOffline().catch((error) => console.warn(error));
    }, (error) => { console.error(error); say("failed", true); });
  }

  // For who builds on the site: the answer as `cotake check --json` gives it.
  window.cotake = {
    ready,
    check: (list, person) => ask({ do: "check", list, person }).then((reply) => {
      if (reply.error) throw new Error(reply.error);
      return reply;
    }),
  };

  recall();
  // Addresses are from where the page stands, and the address of the page changes.
  for (const each of document.head.querySelectorAll("link[href]")) each.href = each.href;
  history.scrollRestoration = "manual";
  translate();
  adorn();
  start();
})();
