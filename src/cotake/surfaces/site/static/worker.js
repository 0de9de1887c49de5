// Python in a worker: what it takes is fetched from where this file stands, and kept for the next time.
const HERE = new URL("./", self.location.href);
const plain = self.fetch.bind(self);
let here = null, cacheName = "", done = 0, all = 0;

function fetched(bytes) {
  done += bytes;
  self.postMessage({ done, all });
}

async function bytesOf(name) {
  const address = new URL(name, HERE).href;
  const cache = self.caches ? await caches.open(cacheName).catch(() => null) : null;
  const known = await cache?.match(address);
  if (known) {
    const bytes = new Uint8Array(await known.arrayBuffer());
    fetched(bytes.length);
    return bytes;
  }
  const reply = await plain(address);
  if (!reply.ok) throw new Error(`${reply.status}: ${name}`);
  const parts = [], reader = reply.body.getReader();
  for (;;) {
    const part = await reader.read();
    if (part.done) break;
    parts.push(part.value);
    fetched(part.value.length);
  }
  const whole = new Blob(parts);
  await cache?.put(address, new Response(whole)).catch(() => {}); // no room: it works all the same
  return new Uint8Array(await whole.arrayBuffer());
}

// Files travel packed, whatever the host does; one that it unpacked on the way is as it should be.
async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function start(site, cache) {
  cacheName = cache;
  all = site.bytes;
  const held = {};
  for (const [what, name] of Object.entries(site.files)) {
    held[what] = bytesOf(name).then(unpacked);
    held[what].catch(() => {}); // told where it is waited for
  }
  const engine = new URL(site.engine, HERE).href;
  const known = new Map([
    [`${engine}pyodide.asm.wasm`, ["application/wasm", held.wasm]],
    [`${engine}python_stdlib.zip`, ["application/zip", held.library]],
  ]);
  self.fetch = async (what, how) => {
    const address = new URL(what.url ?? what, HERE);
    if (address.origin !== HERE.origin) throw new TypeError("nothing is asked of another host");
    const found = known.get(address.href);
    if (!found) return plain(what, how);
    return new Response(await found[1], { headers: { "content-type": found[0] } });
  };
  const { loadPyodide } = await import(`${engine}pyodide.mjs`);
  await Promise.all(Object.values(held));
  self.postMessage({ starting: true });
  const python = await loadPyodide({
    indexURL: engine,
    packageBaseUrl: engine,
    lockFileContents: site.lock,
    env: { HOME: "/cotake/home", COTAKE_KNOWLEDGE: "/cotake/knowledge.sqlite", PYTHONDONTWRITEBYTECODE: "1" },
  });
  python.unpackArchive(await held.code, "zip", { extractDir: "/cotake" });
  python.FS.writeFile("/cotake/knowledge.sqlite", await held.knowledge);
  python.runPython("import sys; sys.path.insert(0, '/cotake')");
  here = python.pyimport("cotake.surfaces.site._here");
  here.begin(JSON.stringify(site.named));
  self.postMessage({ ready: true });
}

self.onmessage = async ({ data }) => {
  if (data.site) {
    try { await start(data.site, data.cache); } catch (error) { self.postMessage({ failed: String(error) }); }
    return;
  }
  try {
    self.postMessage({ turn: data.turn, reply: here.answer(data.asked) });
  } catch (error) {
    self.postMessage({ turn: data.turn, broke: String(error) });
  }
};
