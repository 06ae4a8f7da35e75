// The panel that a test talks to: a running server, the people who have an account in it, and what they do over plain
// HTTP. No client library and no expectation lives here.

import assert from 'node:assert/strict';
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

/** Does one mutation with its input and gives its payload, which has to be of the type that is expected. */
async function does(token, mutation, input, type, fields) {
  const inputType = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation Does($input: ${inputType}!) {
    ${mutation}(input: $input) { __typename ... on ${type} { ${fields} } ... on UserError { message } }
  }`;
  const payload = (await ask(token, document, { input }))[mutation];
  assert.equal(payload.__typename, type, JSON.stringify(payload));
  return payload;
}

/** Signs somebody with this role in and gives the token. */
export async function signIn(role) {
  const accounts = JSON.parse(readFileSync(join(setting('ALTAVOZ_DATA'), 'demo-accounts.json'), 'utf8'));
  const account = accounts.find((candidate) => candidate.role === role);
  assert.ok(account, `nobody is ${role}`);
  const { login, passphrase } = account;
  return (await does(null, 'signIn', { login, passphrase }, 'SignedIn', 'token')).token;
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
