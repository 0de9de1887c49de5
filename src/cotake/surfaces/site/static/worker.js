// Python in a worker: what it takes is fetched from where this file stands, and kept for the next time.
const HERE = new URL("./", self.location.href);
const plain = self.fetch.bind(self);
let here = null, cacheName = "", startName = "", done = 0, all = 0;

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

// What Python has in memory once it is ready, before anything was asked: the next start begins from there, in a
// fifth of the time. There is one, of the files that the site has now.
const started = {
  async read(key) {
    const found = await (await caches.open(startName)).match(key);
    return found ? unpacked(new Uint8Array(await found.arrayBuffer())) : null;
  },
  async write(key, memory) {
    const stream = new Blob([memory]).stream().pipeThrough(new CompressionStream("gzip"));
    const body = await new Response(stream).blob();
    const cache = await caches.open(startName);
    for (const each of await cache.keys()) await cache.delete(each);
    await cache.put(key, new Response(body));
  },
  async forget(key) { await (await caches.open(startName)).delete(key); },
};

// Python begins with less memory than it has by then, and what was kept must fit in before it is put back.
function makeRoomFor(memory) {
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...given) => {
      const made = await instantiate(...given);
      const own = made.instance?.exports.memory, lacks = own && memory.length - own.buffer.byteLength;
      if (lacks > 0) own.grow(Math.ceil(lacks / 65536));
      return made;
    };
  }
}

async function load(engine, site, key, kept) {
  const { loadPyodide } = await import(`${engine}pyodide.mjs`);
  const config = {
    indexURL: engine,
    packageBaseUrl: engine,
    lockFileContents: site.lock,
    env: { HOME: "/cotake/home", COTAKE_KNOWLEDGE: "/cotake/knowledge.sqlite", PYTHONDONTWRITEBYTECODE: "1" },
  };
  const memory = await kept;
  if (memory) {
    try {
      makeRoomFor(memory);
      return { python: await loadPyodide({ ...config, _loadSnapshot: memory }), isNew: false };
    } catch { await started.forget(key); }
  }
  return { python: await loadPyodide({ ...config, _makeSnapshot: true }), isNew: true };
}

async function start(site) {
  all = site.bytes;
  const key = new URL(`start/${site.files.code}/${site.engine}`, HERE).href;
  const kept = started.read(key).catch(() => null);
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
  await Promise.all(Object.values(held));
  self.postMessage({ starting: true });
  const { python, isNew } = await load(engine, site, key, kept);
  python.unpackArchive(await held.code, "zip", { extractDir: "/cotake" });
  let memory = null;
  if (isNew) {
    python.runPython("import sys; sys.path.insert(0, '/cotake'); import cotake.surfaces.site._here");
    try { memory = python.makeMemorySnapshot(); } catch (error) { console.warn(error); }
  }
  python.FS.writeFile("/cotake/knowledge.sqlite", await held.knowledge);
  here = python.pyimport("cotake.surfaces.site._here");
  here.begin(JSON.stringify(site.named));
  self.postMessage({ ready: true });
  if (memory) await started.write(key, memory).catch(() => {}); // no room: it starts as it did now
}

self.onmessage = async ({ data }) => {
  if (data.site) {
    [cacheName, startName] = [data.cache, data.start];
    try { await start(data.site); } catch (error) { self.postMessage({ failed: String(error) }); }
    return;
  }
  try {
    self.postMessage({ turn: data.turn, reply: here.answer(data.asked) });
  } catch (error) {
    self.postMessage({ turn: data.turn, broke: String(error) });
  }
};
