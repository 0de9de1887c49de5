// The site without a network. What never changes has a digest in its name; the pages are those of one version.
"use strict";
const VERSION = "{version}";
const PAGES = {pages};
const ASSETS = {assets};
const root = new URL("./", self.location.href);
const PAGES_IN = `cotake-pages:${root.pathname}:${VERSION}`, ASSETS_IN = `cotake-assets:${root.pathname}`;
const at = (name) => new URL(name, root).href;

async function install() {
  const pages = await caches.open(PAGES_IN), assets = await caches.open(ASSETS_IN);
  await pages.addAll(PAGES.map((name) => new Request(at(name), { cache: "no-cache" })));
  for (const name of ASSETS) if (!(await assets.match(at(name)))) await assets.add(at(name));
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`cotake-pages:${root.pathname}:`) && name !== PAGES_IN) await caches.delete(name);
  }
  const assets = await caches.open(ASSETS_IN), wanted = new Set(ASSETS.map(at));
  for (const each of await assets.keys()) if (!wanted.has(each.url)) await assets.delete(each);
  await self.clients.claim();
}

async function answer(request) {
  const url = new URL(request.url);
  url.hash = url.search = "";
  if (url.pathname.endsWith("/index.html")) url.pathname = url.pathname.slice(0, -"index.html".length);
  if (request.mode === "navigate" && !url.pathname.endsWith("/")) url.pathname += "/";
  const found = await (await caches.open(PAGES_IN)).match(url.href) || await (await caches.open(ASSETS_IN)).match(url.href);
  return found || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(root.href)) event.respondWith(answer(event.request));
});
