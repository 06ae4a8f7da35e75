// What is told as it happens, as stories that any client can be asked to live through: it has to have `iterate`, as
// graphql-ws and graphql-sse have. What an event says is compared with what was done over plain HTTP meanwhile.

import assert from 'node:assert/strict';
import { saveDraft, startDraft, submitsSomething, until } from './panel.js';

export const DRAFT_CHANGED = 'subscription { draftChanged { draft { id version title } } }';
export const QUEUE_CHANGED = 'subscription { reviewQueueChanged { review { id state title } } }';

/** The first event that tells what is looked for. Nothing in an event means "ask again", and is no such thing. */
async function told(events, isIt) {
  for await (const { data, errors } of events) {
    assert.equal(errors, undefined, JSON.stringify(errors));
    const [thing] = Object.values(Object.values(data)[0]);
    if (thing && isIt(thing)) {
      return thing;
    }
  }
  return assert.fail('the subscription ended before it told anything');
}

/** Saves a draft until the client hears of it; then the client listens no more. Gives the draft. */
export async function hearsOfADraft(client, token) {
  let draft = await startDraft(token, 'Un borrador');
  const events = client.iterate({ query: DRAFT_CHANGED });
  const saved = [];
  const heard = await until(told(events, ({ id }) => id === draft.id), async (attempt) => {
    draft = await saveDraft(token, draft, `Guardado ${attempt}`);
    saved.push(draft);
  });
  assert.deepEqual(heard, saved.find(({ version }) => version === heard.version), 'as it was saved');
  return draft;
}

/** Submits texts until the client hears of one of them. */
export async function hearsOfASubmission(client, author) {
  const submitted = [];
  const events = client.iterate({ query: QUEUE_CHANGED });
  const heard = await until(told(events, ({ title }) => submitted.includes(title)), async (attempt) => {
    submitted.push(`Enviado ${attempt}, ${crypto.randomUUID()}`);
    await submitsSomething(author, submitted.at(-1));
  });
  assert.equal(heard.state, 'WAITING');
}
