// The editor, beside what the form does by itself: it keeps what is typed every few seconds, shows how it will look while one writes, and loses nothing when
// the connection or the tab is lost. Whatever comes from the server is the page itself; nothing here makes markup of what somebody typed.

const form = document.querySelector("form[data-editor]");
const state = form.querySelector("[data-state]");
const own = ["title", "summary", "body", "language"];
const marks = ["token", "once", "version", "checked"];
const pause = 1200; // milliseconds without a key, after which it is kept
const longest = 4000; // milliseconds of typing, after which it is kept all the same
const again = 10000; // milliseconds until it is tried again

let timer;
let unsavedSince = 0;
let sending = null;
let sent = null;
let isLeaving = false;
let isHeld = false; // whether somebody has to decide before anything replaces what is stored

const field = (name) => form.elements.namedItem(name);
const topics = () => [...form.querySelectorAll("[name=topic]:checked")].map((it) => it.value);
const typed = () => ({ ...Object.fromEntries(own.map((name) => [name, field(name).value])), topics: topics() });
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const say = (words) => { if (state.textContent !== words) state.textContent = words; };

// ---- what this tab remembers until the server has it; it ends with the tab ----

const place = () => `draft:${new URL(form.action).pathname}`;

function remember() {
  try {
    sessionStorage.setItem(place(), JSON.stringify({ version: field("version").value, typed: typed() }));
  } catch {
    // Without storage the form still has it.
  }
}

function forget(path = place()) {
  try {
    sessionStorage.removeItem(path);
  } catch {
    // There is nothing to forget.
  }
}

function restore() {
  let kept;
  try {
    kept = JSON.parse(sessionStorage.getItem(place()));
  } catch {
    return;
  }
  if (!kept || same(kept.typed, typed()) || kept.version !== field("version").value) return forget();
  own.forEach((name) => { field(name).value = kept.typed[name]; });
  form.querySelectorAll("[name=topic]").forEach((it) => { it.checked = kept.typed.topics.includes(it.value); });
  say(form.dataset.restored);
  unsavedSince = Date.now();
  plan(0);
}

// ---- keeping ----

function changed() {
  unsavedSince ||= Date.now();
  remember();
  if (isHeld) return;
  say(form.dataset.typing);
  plan(Math.min(pause, Math.max(0, unsavedSince + longest - Date.now())));
}

function plan(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

function keep() {
  if (sending || isHeld || !unsavedSince) return sending;
  clearTimeout(timer);
  sending = send().finally(() => { sending = null; });
  return sending;
}

async function send() {
  const now = typed();
  const from = place();
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "auto");
  let page;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form[data-editor]");
  } catch {
    page = null;
  }
  if (!page) {
    sent = now;
    say(form.dataset.offline);
    return plan(again);
  }
  take(page, now, from);
}

/** Takes over what the server says of what was sent, and leaves what is typed alone. */
function take(page, now, from) {
  const isStored = "stored" in page.dataset;
  const meanwhile = page.querySelector("[data-meanwhile] textarea");
  // What is stored is what this tab sent before: its answer was lost on the way.
  const isOurs = meanwhile && sent && meanwhile.value === sent.body;
  marks.forEach((name) => { field(name).value = page.elements.namedItem(name).value; });
  if (isOurs) return plan(0);
  ["preview", "check", "said"].forEach((id) => {
    document.getElementById(id).replaceWith(page.querySelector(`#${id}`));
  });
  mark();
  if (!isStored) {
    isHeld = Boolean(meanwhile);
    say(page.querySelector("[data-state]").textContent);
    if (!isHeld) plan(again);
    return;
  }
  if (form.getAttribute("action") !== page.getAttribute("action")) {
    form.setAttribute("action", page.getAttribute("action"));
    history.replaceState(null, "", form.action);
  }
  forget(from);
  sent = now;
  if (same(now, typed())) {
    unsavedSince = 0;
    say(page.querySelector("[data-state]").textContent);
  } else {
    unsavedSince = Date.now();
    remember();
    plan(pause);
  }
}

// ---- marks on what was found ----

function mark() {
  const prose = document.querySelector("#preview .prose");
  if (!prose) return;
  document.querySelectorAll("#check .find q").forEach((quote, at) => {
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.data.indexOf(quote.textContent);
      if (start < 0 || node.parentElement.closest("mark")) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + quote.textContent.length);
      const around = document.createElement("mark");
      range.surroundContents(around);
      const number = document.createElement("sup");
      number.textContent = String(at + 1);
      around.append(number);
      break;
    }
  });
}

// ---- the toolbar ----

const body = field("body");
const bar = form.querySelector("[role=toolbar]");
const tools = [...bar.querySelectorAll("button")];

function wrap(kind) {
  const { selectionStart: start, selectionEnd: end, value } = body;
  const chosen = value.slice(start, end) || form.dataset.text;
  const text = { link: `[${chosen}](https://)`, bold: `**${chosen}**`, italic: `*${chosen}*`, head: `## ${chosen}`, quote: `> ${chosen}`, list: `- ${chosen}` }[kind];
  const isLine = ["head", "quote", "list"].includes(kind);
  const before = isLine && start > 0 && value[start - 1] !== "\n" ? "\n\n" : "";
  body.focus();
  body.setRangeText(before + text, start, end, "end");
  changed();
}

tools.forEach((tool, at) => {
  tool.tabIndex = at === 0 ? 0 : -1;
  tool.addEventListener("click", () => wrap(tool.dataset.kind));
  tool.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tools[(at + step + tools.length) % tools.length];
    tool.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
});
bar.hidden = false;

body.addEventListener("keydown", (event) => {
  const kind = (event.ctrlKey || event.metaKey) && !event.altKey && { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
  if (!kind) return;
  event.preventDefault();
  wrap(kind);
});

// ---- the form ----

form.addEventListener("input", changed);

form.addEventListener("submit", async (event) => {
  if (isLeaving) return;
  event.preventDefault();
  // What is typed is kept first: whatever becomes of the next page, it is not lost. Where it can't be kept, the page says why.
  await sending;
  if (unsavedSince && !isHeld) await keep();
  if (unsavedSince && !isHeld) return document.getElementById("problem")?.focus();
  const { submitter } = event;
  const buttons = [...form.querySelectorAll("button")];
  const pressed = buttons.find((it) => it === submitter) ?? buttons.find((it) => it.name === submitter?.name && it.value === submitter?.value);
  // What was to be taken out is not there any more.
  if (submitter && !pressed) return;
  isLeaving = true;
  clearTimeout(timer);
  forget();
  form.requestSubmit(pressed);
});

addEventListener("pageshow", () => { isLeaving = false; });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep();
});
addEventListener("online", () => keep());
addEventListener("beforeunload", (event) => {
  if (unsavedSince && state.textContent === form.dataset.offline) event.preventDefault();
});

mark();
restore();
