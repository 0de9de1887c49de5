// While cotake does not run, the browser says so, and how to start it again. No page of a person is kept.
"use strict";
const KEPT_IN = "cotake-offline:" + "{version}";
const PAGES = {pages};
const FILES = {files};

async function install() {
  const cache = await caches.open(KEPT_IN);
  await cache.addAll([...Object.values(PAGES), ...FILES]);
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("cotake-offline:") && name !== KEPT_IN) await caches.delete(name);
  }
  await self.clients.claim();
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    const wanted = (self.navigator.languages || [self.navigator.language]).map((each) => each.split("-")[0]);
    const language = wanted.find((each) => each in PAGES) || Object.keys(PAGES)[0];
    return (await caches.match(PAGES[language])) || Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event, path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(path)) event.respondWith(fetch(request).catch(() => caches.match(path)));
});
