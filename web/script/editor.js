// The editor, beside what the form does by itself: it keeps what is typed every few seconds, shows how it will look while one writes, and loses nothing when
// the connection or the tab is lost. Whatever comes from the server is the page itself; nothing here makes markup of what somebody typed. What is found in a
// text is asked for by a button alone.

const form = document.querySelector("form[data-editor]");
const state = form.querySelector("[data-state]");
const aloud = form.querySelector("[data-aloud]");
const own = ["title", "summary", "body", "language"];
const marks = ["token", "once", "version"];
const pause = 1200; // milliseconds without a key, after which it is kept
const longest = 4000; // milliseconds of typing, after which it is kept all the same
const again = 10000; // milliseconds until it is tried again

let timer;
let unsavedSince = 0;
let sending = null; // what is on its way
let unanswered = null; // what was sent, and nobody knows whether it arrived
let hasFailed = false;
let isHeld = "held" in form.dataset; // whether somebody has to decide before anything replaces what is stored
let isLeaving = false;

const field = (name) => form.elements.namedItem(name);
const topics = () => [...form.querySelectorAll("[name=topic]")].filter((it) => it.type !== "checkbox" || it.checked).map((it) => it.value);
const typed = () => ({ ...Object.fromEntries(own.map((name) => [name, field(name).value])), topics: topics() });
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Shows how it stands; what somebody has to know is said aloud too. */
function say(words, isImportant = false) {
  state.textContent = words;
  if (isImportant && aloud.textContent !== words) aloud.textContent = words;
  if (!isImportant) aloud.textContent = "";
}

// ---- what this tab remembers until the server has it; it ends with the tab ----

const place = () => `draft:${new URL(form.action).pathname}`;

function remember() {
  try {
    const kept = { owner: field("owner").value, version: field("version").value, isHeld, typed: typed() };
    sessionStorage.setItem(place(), JSON.stringify(kept));
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
  // What somebody else wrote in this tab is not shown to whoever signed in after them.
  if (!kept || kept.owner !== field("owner").value || same(kept.typed, typed())) return forget();
  const isNewer = kept.isHeld || kept.version !== field("version").value;
  if (isNewer) hold();
  own.forEach((name) => { field(name).value = kept.typed[name]; });
  form.querySelectorAll("[name=topic][type=checkbox]").forEach((it) => { it.checked = kept.typed.topics.includes(it.value); });
  unsavedSince = Date.now();
  say(form.dataset.restored, true);
  remember();
  if (!isHeld) plan(0);
}

/** Shows what is stored beside what this tab remembers: whoever sees both decides. */
function hold() {
  const both = document.getElementById("meanwhile").content.cloneNode(true);
  both.querySelector("[data-title]").textContent = field("title").value;
  both.querySelector("[data-summary]").textContent = field("summary").value;
  both.querySelector("textarea").value = field("body").value;
  document.getElementById("said").replaceChildren(both);
  isHeld = true;
}

// ---- keeping ----

function changed() {
  unsavedSince ||= Date.now();
  remember();
  if (isHeld) return;
  if (!hasFailed) say(form.dataset.typing);
  // What failed is tried again in its own time, not at each key.
  if (!hasFailed) plan(Math.min(pause, Math.max(0, unsavedSince + longest - Date.now())));
}

function plan(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

/** Keeps what is typed. Gives "kept", "refused", "unanswered" where an answer makes no sense, or "unreachable". */
function keep(isLast = false) {
  if (sending || isHeld || !unsavedSince) return sending;
  clearTimeout(timer);
  sending = send(isLast === true).finally(() => { sending = null; });
  return sending;
}

async function send(isLast) {
  const from = place();
  // What nobody answered is sent once more as it was: done twice, it counts once.
  const now = unanswered?.typed ?? typed();
  const body = unanswered?.body ?? filled();
  let page = null;
  let came = "unreachable";
  try {
    const answer = await fetch(form.action, { method: "POST", body, keepalive: isLast && body.toString().length < 60000 });
    came = "unanswered";
    page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form[data-editor]");
  } catch {
    // What came, if anything, says nothing.
  }
  if (page) {
    unanswered = null;
    return take(page, now, from);
  }
  unanswered = { typed: now, body };
  hasFailed = true;
  say(form.dataset.offline, true);
  plan(again);
  return came;
}

function filled() {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "auto");
  return body;
}

/** Takes over what the server says of what was sent, and leaves what is typed alone. */
function take(page, now, from) {
  marks.forEach((name) => { field(name).value = page.elements.namedItem(name).value; });
  const isStored = "stored" in page.dataset;
  (isStored ? ["preview", "said"] : ["said"]).forEach((id) => replace(document.getElementById(id), page.querySelector(`#${id}`)));
  pointToProblem();
  mark();
  const words = page.querySelector("[data-state]").textContent;
  hasFailed = !isStored;
  if (hasFailed) {
    isHeld = "held" in page.dataset;
    say(words, true);
    remember();
    // Other words may be what was asked for.
    hasFailed = isHeld || same(now, typed());
    if (!isHeld) plan(again);
    return "refused";
  }
  if (form.getAttribute("action") !== page.getAttribute("action")) {
    form.setAttribute("action", page.getAttribute("action"));
    history.replaceState(null, "", form.action);
  }
  forget(from);
  if (same(now, typed())) {
    unsavedSince = 0;
    say(words);
  } else {
    unsavedSince = Date.now();
    remember();
    plan(pause);
  }
  return "kept";
}

/** Puts another part in place of one, unless it is the same or somebody is in it. */
function replace(old, other) {
  if (old.innerHTML !== other.innerHTML && !old.contains(document.activeElement)) old.replaceWith(other);
}

/** Fields that can't be used say so, and no others. */
function pointToProblem() {
  const wrong = document.querySelector("#problem a[href^='#']")?.hash.slice(1);
  [...own, "topics"].forEach((name) => {
    const it = document.getElementById(name);
    const others = (it.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== "problem");
    if (name === wrong) it.setAttribute("aria-invalid", "true");
    else it.removeAttribute("aria-invalid");
    const all = name === wrong ? [...others, "problem"] : others;
    if (all.length) it.setAttribute("aria-describedby", all.join(" "));
    else it.removeAttribute("aria-describedby");
  });
}

/** Marks what was found the last time that somebody asked. */
function mark() {
  const prose = document.querySelector("#preview .prose");
  if (prose && !prose.querySelector("mark")) markFindings(prose, document.querySelectorAll("#check .find q"));
}

// ---- the toolbar ----

const body = field("body");
const bar = form.querySelector("[role=toolbar]");
const tools = [...bar.querySelectorAll("button")];

function wrap(kind) {
  const { selectionStart: start, selectionEnd: end, value } = body;
  const chosen = value.slice(start, end) || form.dataset.text;
  const each = (mark) => chosen.split("\n").map((line) => mark + line).join("\n");
  const text = { link: `[${chosen}](https://)`, bold: `**${chosen}**`, italic: `*${chosen}*`, head: `## ${chosen}`, quote: each("> "), list: each("- ") }[kind];
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
  const came = unsavedSince && !isHeld ? await keep() : "kept";
  if (came === "unreachable" || came === "unanswered") return state.focus();
  if (came === "refused") return (document.getElementById("problem") ?? state).focus();
  isLeaving = true;
  clearTimeout(timer);
  form.requestSubmit(event.submitter);
});

addEventListener("pageshow", () => { isLeaving = false; });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep(true);
});
addEventListener("online", () => keep());
addEventListener("beforeunload", (event) => {
  if (!isLeaving && unsavedSince && (hasFailed || isHeld)) event.preventDefault();
});

mark();
restore();
