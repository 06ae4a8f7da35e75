// The console, beside what its forms do by themselves: keys that only move the focus, the time that is left, and marks on what was found.

document.documentElement.dataset.keys = "";
const chosen = "keys"; // what this browser remembers: whether somebody wants no keys
let isOff = false;
try {
  isOff = localStorage.getItem(chosen) === "off";
} catch {
  // Without storage it is asked on each page.
}

const help = document.querySelector("details[data-keys]");
if (help) {
  help.hidden = false;
  const off = help.querySelector("[data-keys-off]");
  off.checked = isOff;
  off.addEventListener("change", () => {
    isOff = off.checked;
    try {
      localStorage.setItem(chosen, isOff ? "off" : "on");
    } catch {
      // It holds for this page alone.
    }
  });
}

let at = -1;
function step(by) {
  const all = [...document.querySelectorAll(".side .find")];
  if (all.length === 0) return;
  at = (at + by + all.length) % all.length;
  all[at].focus();
}

const isText = (it) => it.matches("textarea, select, input:not([type=checkbox])");
let focused = null; // the button that a key went to

addEventListener("keydown", (event) => {
  // Whoever types words beside a field presses spaces: only Enter decides on what a key went to.
  if (event.key === " " && event.target === focused) event.preventDefault();
  if (isOff || event.ctrlKey || event.metaKey || event.altKey || isText(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    return step(key === "j" ? 1 : -1);
  }
  const it = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!it) return;
  event.preventDefault();
  it.closest("details")?.setAttribute("open", "");
  // A decision is focused, not taken: Enter confirms. A stray key can never publish.
  it.focus();
  focused = it;
});
addEventListener("keyup", (event) => {
  if (event.key === " " && event.target === focused) event.preventDefault();
});
addEventListener("focusout", () => { focused = null; });

// Words that were typed are not left behind without a question.
const reading = document.querySelector("form[data-reading]");
let hasTyped = false;
reading?.addEventListener("input", () => { hasTyped = true; });
reading?.addEventListener("submit", () => { hasTyped = false; });
addEventListener("beforeunload", (event) => {
  if (hasTyped) event.preventDefault();
});

const lease = document.querySelector("[data-lease]");
if (lease) {
  const end = Date.now() + Number(lease.dataset.lease) * 1000;
  const show = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    // Said twice, and no more: who listens to a page need not hear each second.
    if (left === 120 || left === 30) document.querySelector("[data-aloud]").textContent = `${lease.dataset.soon} ${left} s`;
    lease.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) setTimeout(show, 1000);
  };
  show();
}

const prose = document.getElementById("prose");
if (prose) markFindings(prose, document.querySelectorAll(".side .find q"));

// Who holds what, and what is decided, as it happens. Nothing moves: a row says it where it stands, and what is new is told of in one line.
const live = document.querySelector("[data-live]");
if (live) {
  const says = (row, review) => {
    const isOver = review.state !== "WAITING" && review.state !== "CLAIMED";
    const { mine = "", other, gone, lost = "" } = live.dataset;
    const held = row.querySelector("[data-held]");
    if (isOver) held.textContent = gone;
    else if (review.claim) held.textContent = review.claim.isMine ? mine : other;
    else held.textContent = lost;
  };
  const changed = live.querySelector("[data-changed]");
  const next = (event) => {
    const review = JSON.parse(event.data).data?.reviewQueueChanged?.review;
    const row = review && document.querySelector(`[data-review="${CSS.escape(review.id)}"]`);
    if (row) says(row, review);
    else if (changed) changed.hidden = false;
  };
  // A browser keeps few connections to one server: a tab that nobody looks at gives its own back.
  let events = null;
  const listen = () => {
    const isSeen = document.visibilityState === "visible";
    if (isSeen && !events) {
      events = new EventSource(live.dataset.live);
      events.addEventListener("open", () => { document.documentElement.dataset.live = "on"; });
      events.addEventListener("next", next);
      events.addEventListener("complete", () => events?.close());
    } else if (!isSeen && events) {
      events.close();
      events = null;
      if (changed) changed.hidden = false; // what happens meanwhile is not told later
    }
  };
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { events?.close(); events = null; });
  addEventListener("pageshow", listen);
}
