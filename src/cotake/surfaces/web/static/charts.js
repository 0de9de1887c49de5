// Draws Vega-Lite specifications that stand in the page, in its colours and as wide as there is room.
(() => {
  "use strict";
  // Lighter kin of the colours of the specifications, for dark pages.
  const LIGHTER = {
    "#0072b2": "#6db7e8", "#d55e00": "#ff9a52", "#009e73": "#4fd3a8", "#cc79a7": "#e6a4c8", "#56b4e9": "#a9dcff",
    "#e69f00": "#ffcf5c",
  };
  const NARROW = 200, LEAST = 160, ROOM = 64, WAIT = 150;
  const drawn = new WeakMap();

  function colours() {
    const held = getComputedStyle(document.documentElement);
    const of = (name) => held.getPropertyValue(name).trim();
    return { ink: of("--ink"), soft: of("--soft"), line: of("--line"), dark: held.colorScheme === "dark" };
  }
  // A copy with the colours of the page; widths that were meant for paper become those of the place.
  function fitted(part, wide, tones) {
    if (Array.isArray(part)) return part.map((each) => fitted(each, wide, tones));
    if (part && typeof part === "object") {
      const made = {};
      for (const [name, value] of Object.entries(part)) {
        made[name] = name === "values" ? value : fitted(value, wide, tones);
        if (name === "width" && (value === "container" || value >= NARROW)) made[name] = wide;
      }
      return made;
    }
    if (typeof part !== "string") return part;
    const name = part.toLowerCase();
    if (["#000", "#000000", "black"].includes(name)) return tones.ink;
    if (["#999", "#999999", "#888888", "grey", "gray"].includes(name)) return tones.soft;
    return (tones.dark && LIGHTER[name]) || part;
  }
  function configured(spec, tones, font) {
    const text = { labelColor: tones.ink, titleColor: tones.ink, labelFontSize: 13, titleFontSize: 13 };
    const axis = { ...text, gridColor: tones.line, domainColor: tones.soft, tickColor: tones.soft };
    return {
      ...spec.config, background: "transparent", font,
      axis: { ...axis, ...spec.config?.axis }, legend: { ...text, orient: "top", ...spec.config?.legend },
      title: { color: tones.ink, fontSize: 14, anchor: "start", ...spec.config?.title },
      header: { labelColor: tones.ink, titleColor: tones.ink },
      text: { color: tones.ink }, view: { stroke: null, ...spec.config?.view },
    };
  }
  async function draw(place, room = ROOM) {
    const wide = Math.floor(place.clientWidth), tones = colours();
    if (!wide || !tones.ink || !globalThis.vega || (room === ROOM && drawn.get(place)?.wide === wide)) return;
    drawn.get(place)?.view?.finalize();
    drawn.set(place, { wide });
    const font = getComputedStyle(document.body).fontFamily;
    const asked = JSON.parse(place.dataset.spec);
    const spec = fitted(asked, Math.max(LEAST, wide - room), tones);
    spec.config = configured(spec, tones, font);
    delete spec.background;
    const parsed = vega.parse(vegaLite.compile(spec).spec, null, { ast: true });
    const view = new vega.View(parsed, { expr: vegaInterpreter.expressionInterpreter, renderer: "svg", logLevel: vega.Error });
    place.replaceChildren();
    await view.initialize(place).runAsync();
    drawn.set(place, { wide, view });
    // Labels may take more room than was thought. Drawn narrower they keep their size, and none is cut off.
    const over = Math.ceil(place.querySelector("svg")?.getAttribute("width") - wide);
    if (room === ROOM && over > 0 && wide - room - over >= LEAST) return draw(place, room + over);
    place.querySelector("svg")?.setAttribute("aria-hidden", "true"); // the place itself says what it shows
    place.dataset.drawn = "yes";
  }
  function all() {
    for (const place of document.querySelectorAll("[data-spec]")) draw(place);
  }
  let timer = 0;
  // On paper the colours are those of paper; what is drawn is drawn anew for it, and again afterwards.
  function anew() {
    for (const place of document.querySelectorAll("[data-drawn]")) drawn.get(place)?.view?.finalize(), drawn.delete(place);
    all();
  }
  addEventListener("beforeprint", anew);
  addEventListener("afterprint", anew);
  addEventListener("resize", () => { clearTimeout(timer); timer = setTimeout(all, WAIT); });
  document.addEventListener("toggle", all, true);
  document.addEventListener("htmx:after:swap", all);
  document.addEventListener("DOMContentLoaded", all);
  addEventListener("load", all); // Safari runs scripts before the styles are there, and with them the colours
})();
