// Beside the pages by which people come in: a code that stands behind the # of an address, which no server is sent, goes into its field; and a
// passphrase can be looked at by whoever types it.

const code = document.querySelector("[data-code]");
const given = /^#([0-9a-z]{26})$/i.exec(location.hash);
if (code && given) {
  code.value = given[1];
  history.replaceState(null, "", location.pathname + location.search);
  if (code.form.dataset.opens !== undefined) code.form.requestSubmit();
}

for (const field of document.querySelectorAll("[data-shown]")) {
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "btn plain tight";
  toggle.textContent = field.dataset.shown;
  toggle.setAttribute("aria-pressed", "false");
  toggle.setAttribute("aria-controls", field.id);
  toggle.addEventListener("click", () => {
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    toggle.setAttribute("aria-pressed", String(!isShown));
  });
  field.form.addEventListener("submit", () => (field.type = "password"));
  field.after(toggle);
}

// A second press within a few seconds is the same press.
for (const form of document.forms) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) return event.preventDefault();
    isSent = true;
    setTimeout(() => { isSent = false; }, 4000);
  });
}
