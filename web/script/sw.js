// Where the connection is lost, a page that says so with the numbers to call, in the language of the address. It runs for everybody who writes, reads or comes in, so that
// having it says nothing of anybody; it keeps no page of anybody's own, and signing out takes it away.

const DAY = 86400000;

async function keeps() {
  const cache = await caches.open(NAME);
  const one = async (path) => {
    // As whoever is not signed in gets it.
    const answer = await fetch(path, { credentials: "omit", cache: "reload" });
    if (answer.ok) await cache.put(path, answer);
  };
  await Promise.all([...PAGES, ...FILES].map(one));
}

/** Numbers change: what is kept is asked for again, a day later. */
async function keepsAgain() {
  const kept = await caches.match(PAGES[0]);
  const age = Date.now() - Date.parse(kept?.headers.get("date") ?? "");
  if (!(age < DAY)) await keeps();
}

async function instead(path) {
  const [, first] = path.split("/");
  const own = PAGES.find((page) => page.startsWith(`/${first}/`)) ?? PAGES[0];
  return (await caches.match(own)) ?? Response.error();
}

self.addEventListener("install", (event) => event.waitUntil(keeps().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const others = (await caches.keys()).filter((name) => name !== NAME);
    await Promise.all(others.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, search } = new URL(request.url);
  if (request.mode === "navigate" && request.method === "GET") {
    const answer = fetch(request);
    event.respondWith(answer.catch(() => instead(pathname)));
    event.waitUntil(answer.then(keepsAgain).catch(() => undefined));
  } else if (FILES.includes(pathname + search)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});
