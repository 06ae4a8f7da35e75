// Beside the page on which a device makes a passkey, or proves that it holds one. What the device is asked for stands in the form, and what it answers
// goes into it. The page says what to do instead where this does not run.

const form = document.querySelector("[data-options]");
const says = form.querySelector("[data-says]");
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

function made(given) {
  const { clientDataJSON, attestationObject, authenticatorData, signature, userHandle } = given.response;
  const response = { clientDataJSON: text(clientDataJSON) };
  if (attestationObject) {
    response.attestationObject = text(attestationObject);
    response.transports = given.response.getTransports?.() ?? [];
  } else {
    response.authenticatorData = text(authenticatorData);
    response.signature = text(signature);
    response.userHandle = userHandle ? text(userHandle) : null;
  }
  return { id: given.id, rawId: text(given.rawId), type: given.type, response, extensions: given.getClientExtensionResults() };
}

async function asks() {
  const asked = JSON.parse(form.dataset.options);
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  if (asked.user) {
    publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
    publicKey.excludeCredentials = known(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey });
  }
  publicKey.allowCredentials = known(asked.allowCredentials);
  return navigator.credentials.get({ publicKey });
}

let isAsking = false;

async function goes() {
  if (isAsking) return;
  isAsking = true;
  says.textContent = form.dataset.asking;
  try {
    form.elements.credential.value = JSON.stringify(made(await asks()));
    form.submit();
  } catch {
    // Whoever said no, waited too long, or has no such key may press again or go another way.
    says.textContent = navigator.credentials ? form.dataset.failed : form.dataset.none;
    isAsking = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  goes();
});
// A key is proven without another press, which making one needs: it gets a name first.
if (form.dataset.now !== undefined) goes();
