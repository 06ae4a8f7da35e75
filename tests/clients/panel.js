// The panel that a test talks to: a running server, the people who have an account in it, and what they do over plain
// HTTP. No client library and no expectation lives here.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function setting(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set; ./test -p tests clients runs these tests with a server of their own`);
  return value;
}

/** Where the server listens, as `http://host:port`. */
export const address = () => setting('ALTAVOZ_URL');
export const endpoint = () => `${address()}/graphql`;
export const socketEndpoint = () => `${endpoint().replace(/^http/, 'ws')}/ws`;

/** Sends a document and gives its data. */
export async function ask(token, query, variables = {}) {
  const response = await fetch(endpoint(), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(token) },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  assert.equal(answer.errors, undefined, JSON.stringify(answer));
  return answer.data;
}

export const bearer = (token) => (token ? { authorization: `Bearer ${token}` } : {});

const nameOfInput = (mutation) => `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;

/** Does one mutation with its input and gives its payload, which has to be of the type that is expected. */
async function does(token, mutation, input, type, fields, inputType = nameOfInput(mutation)) {
  const document = `mutation Does($input: ${inputType}!) {
    ${mutation}(input: $input) { __typename ... on ${type} { ${fields} } ... on UserError { message } }
  }`;
  const payload = (await ask(token, document, { input }))[mutation];
  assert.equal(payload.__typename, type, JSON.stringify(payload));
  return payload;
}

/**
 * Signs somebody with this role in and gives the token. A code of an app counts once, so each moderator signs in once in
 * half a minute; `which` of them it is, is said by whoever asks.
 */
export async function signIn(role, which = 0) {
  const accounts = JSON.parse(readFileSync(join(setting('ALTAVOZ_DATA'), 'demo-accounts.json'), 'utf8'));
  const account = accounts.filter((candidate) => candidate.role === role)[which];
  assert.ok(account, `nobody is ${role}`);
  const { login, passphrase, totpSecret } = account;
  const { token } = await does(null, 'signIn', { login, passphrase }, 'SignedIn', 'token');
  if (totpSecret === undefined) return token;
  return (await does(token, 'proveTotp', { code: codeOf(totpSecret) }, 'SignedIn', 'token', 'CodeInput')).token;
}

/** The code that an authenticator app shows now (RFC 6238): six digits of an HMAC over the half-minute. */
function codeOf(secret) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const text = (title) => ({ title, body: `Un texto de ${title}.`, language: 'SPANISH' });

/** Starts a draft and gives it. */
export async function startDraft(token, title) {
  const fields = 'draft { id version title }';
  return (await does(token, 'startDraft', { text: text(title) }, 'DraftStarted', fields)).draft;
}

/** Saves over the version that is given, and gives the draft with its new version. */
export async function saveDraft(token, { id, version }, title) {
  const fields = 'draft { id version title }';
  return (await does(token, 'saveDraft', { draft: id, version, text: text(title) }, 'DraftSaved', fields)).draft;
}

/** Starts a draft and submits it. */
export async function submitsSomething(token, title) {
  const { id, version } = await startDraft(token, title);
  await does(token, 'submitDraft', { draft: id, version }, 'DraftSubmitted', 'draft { submission { state } }');
}

// A subscription is not acknowledged, and whatever happened before it began is not told. So somebody who wants to be
// heard does a thing again until it was.
const MOST_ATTEMPTS = 100;

/** Does something over and over until the promise settles; gives what the promise gives. */
export async function until(heard, doAgain) {
  let settled = false;
  const done = () => (settled = true);
  heard.then(done, done);
  for (let attempt = 1; !settled; attempt += 1) {
    assert.ok(attempt <= MOST_ATTEMPTS, `done ${MOST_ATTEMPTS} times, and nothing was heard of it`);
    await doAgain(attempt);
  }
  return heard;
}
