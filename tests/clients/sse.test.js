// Server-sent events as the public client graphql-sse reads them, in the mode of a connection for each operation.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-sse';
import { ask, bearer, endpoint, saveDraft, signIn } from './panel.js';
import { DRAFT_CHANGED, QUEUE_CHANGED, hearsOfADraft, hearsOfASubmission } from './subscriptions.js';

/** A client that ends with its test and never tries again. */
function client(t, token) {
  const made = createClient({ url: endpoint(), headers: bearer(token), retryAttempts: 0 });
  t.after(() => made.dispose());
  return made;
}

/** The codes of the errors with which an operation ends that is not begun: in an event, or in place of the stream. */
async function refusedWith(asking, query) {
  const { value, reason } = await asking.iterate({ query }).next().catch((error) => ({ reason: error }));
  const { errors, data } = value ?? (await reason.response.json());
  assert.equal(data, undefined, 'it was not begun');
  return errors.map(({ extensions }) => extensions.code);
}

test('a correspondent hears of the draft that is saved elsewhere, until they stop listening', async (t) => {
  const token = await signIn('correspondent');
  const draft = await hearsOfADraft(client(t, token), token);
  await saveDraft(token, draft, 'Nadie escucha');
});

test('a moderator hears of what is submitted, in the state in which it waits', async (t) => {
  await hearsOfASubmission(client(t, await signIn('moderator')), await signIn('correspondent'));
});

test('a query is answered once, as over HTTP, and the stream ends', async (t) => {
  const query = '{ posts(first: 2) { nodes { id title } } }';
  const answers = client(t).iterate({ query });
  assert.deepEqual((await answers.next()).value.data, await ask(null, query));
  assert.equal((await answers.next()).done, true);
});

test('a mutation goes over a stream as well', async (t) => {
  const query = 'mutation { signOut(input: {}) { ... on SignedOut { hadSession } } }';
  const { value } = await client(t).iterate({ query }).next();
  assert.deepEqual(value.data, { signOut: { hadSession: false } });
});

test('a document that is wrong is refused with its reason', async (t) => {
  assert.deepEqual(await refusedWith(client(t), '{ nothing }'), ['GRAPHQL_VALIDATION_FAILED']);
  assert.deepEqual(await refusedWith(client(t), '{ posts('), ['GRAPHQL_PARSE_FAILED']);
  const wrong = 'subscription { draftChanged { nothing } }';
  assert.deepEqual(await refusedWith(client(t), wrong), ['GRAPHQL_VALIDATION_FAILED']);
});

test('nobody hears of what is not theirs to see', async (t) => {
  assert.deepEqual(await refusedWith(client(t), DRAFT_CHANGED), ['UNAUTHENTICATED']);
  const correspondent = client(t, await signIn('correspondent'));
  assert.deepEqual(await refusedWith(correspondent, QUEUE_CHANGED), ['FORBIDDEN']);
});
