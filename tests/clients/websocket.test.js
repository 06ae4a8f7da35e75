// graphql-transport-ws, as the public client graphql-ws speaks it, through the whole life of a subscription; and the
// codes with which the server closes on clients that don't, spoken over bare sockets.

import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { describe, test } from 'node:test';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { address, saveDraft, signIn, socketEndpoint, startDraft } from './panel.js';
import { DRAFT_CHANGED, QUEUE_CHANGED, hearsOfADraft, hearsOfASubmission } from './subscriptions.js';

/** A client with one connection, which ends with its test and is never tried again. */
function client(t, options) {
  const usual = { url: socketEndpoint(), webSocketImpl: WebSocket, lazy: false, retryAttempts: 0 };
  const made = createClient({ ...usual, ...options });
  t.after(() => made.dispose());
  return made;
}

const signedIn = (t, token) => client(t, { connectionParams: { authorization: `Bearer ${token}` } });

/** The one answer to a query, after which it is completed. */
async function answer(asking, query) {
  const answers = asking.iterate({ query });
  const { value } = await answers.next();
  assert.equal((await answers.next()).done, true);
  return value;
}

/** Why an operation was refused before it began: the codes in its message `error`. */
async function refusedWith(asking, query) {
  const ended = asking.iterate({ query }).next();
  const errors = await ended.catch((reason) => reason);
  assert.ok(Array.isArray(errors), `an error message, not ${errors}`);
  return errors.map(({ extensions }) => extensions.code);
}

describe('with graphql-ws', () => {
  test('a correspondent hears of the draft that is saved elsewhere, until they unsubscribe', async (t) => {
    const token = await signIn('correspondent');
    const asking = signedIn(t, token);
    const draft = await hearsOfADraft(asking, token);
    await saveDraft(token, draft, 'Nadie escucha');
    const { data } = await answer(asking, `{ viewer { draft(id: "${draft.id}") { title } } }`);
    assert.equal(data.viewer.draft.title, 'Nadie escucha', 'the connection goes on');
  });

  test('a moderator hears of what is submitted, in the state in which it waits', async (t) => {
    await hearsOfASubmission(signedIn(t, await signIn('moderator', 1)), await signIn('correspondent'));
  });

  test('one connection carries several subscriptions and queries, each with its own answers', async (t) => {
    const token = await signIn('correspondent');
    const asking = signedIn(t, token);
    const both = [hearsOfADraft(asking, token), hearsOfADraft(asking, token)];
    const { data } = await answer(asking, '{ viewer { account { roles } } }');
    assert.deepEqual(data.viewer.account.roles, ['CORRESPONDENT']);
    const [one, other] = await Promise.all(both);
    assert.notEqual(one.id, other.id);
  });

  test('a query is answered once, and completed', async (t) => {
    const { data } = await answer(client(t), '{ posts(first: 1) { nodes { id } } }');
    assert.equal(data.posts.nodes.length, 1);
  });

  test('who connects anew for each operation is answered each time', async (t) => {
    const asking = client(t, { lazy: true });
    for (const name of ['one', 'other', 'third']) {
      assert.deepEqual((await answer(asking, `{ ${name}: __typename }`)).data, { [name]: 'Query' });
    }
  });

  test('who says nothing about themselves is a reader', async (t) => {
    assert.deepEqual((await answer(client(t), '{ viewer { account { id } } }')).data, { viewer: null });
  });

  test('a document that is wrong is answered by an error, and the connection goes on', async (t) => {
    const asking = client(t);
    assert.deepEqual(await refusedWith(asking, '{ nothing }'), ['GRAPHQL_VALIDATION_FAILED']);
    assert.deepEqual(await refusedWith(asking, '{ posts('), ['GRAPHQL_PARSE_FAILED']);
    const wrong = 'subscription { draftChanged { nothing } }';
    assert.deepEqual(await refusedWith(asking, wrong), ['GRAPHQL_VALIDATION_FAILED']);
    assert.equal((await answer(asking, '{ __typename }')).data.__typename, 'Query');
  });

  test('nobody hears of what is not theirs to see', async (t) => {
    const reader = client(t);
    assert.deepEqual(await refusedWith(reader, DRAFT_CHANGED), ['UNAUTHENTICATED']);
    assert.deepEqual(await refusedWith(reader, QUEUE_CHANGED), ['UNAUTHENTICATED']);
    const correspondent = signedIn(t, await signIn('correspondent'));
    assert.deepEqual(await refusedWith(correspondent, QUEUE_CHANGED), ['FORBIDDEN']);
  });
});

const INIT = { type: 'connection_init' };
const subscribe = (id, query) => ({ id, type: 'subscribe', payload: { query } });

/** A bare socket that ends with its test. */
async function open(t, { protocol = 'graphql-transport-ws', ...options } = {}) {
  const socket = new WebSocket(socketEndpoint(), protocol, options);
  t.after(() => socket.terminate());
  socket.messages = on(socket, 'message');
  socket.closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'open');
  return socket;
}

const say = (socket, ...messages) => messages.forEach((message) => socket.send(JSON.stringify(message)));

/** The next message. */
async function hear(socket) {
  const { value } = await socket.messages.next();
  return JSON.parse(value[0]);
}

/** The code with which the server closes on who sends these messages. */
async function closes(t, ...messages) {
  const socket = await open(t);
  messages.forEach((message) => socket.send(message instanceof Buffer ? message : JSON.stringify(message)));
  return socket.closed;
}

/** The status with which the server refuses to open a socket. */
async function refused(options) {
  const socket = new WebSocket(socketEndpoint(), 'graphql-transport-ws', options);
  const [request, response] = await once(socket, 'unexpected-response');
  request.destroy();
  return response.statusCode;
}

describe('over a bare socket', () => {
  test('a connection is acknowledged, a ping is answered, and the dialect is the one that was agreed on', async (t) => {
    const socket = await open(t);
    assert.equal(socket.protocol, 'graphql-transport-ws');
    say(socket, INIT);
    assert.deepEqual(await hear(socket), { type: 'connection_ack' });
    say(socket, { type: 'ping' });
    assert.deepEqual(await hear(socket), { type: 'pong' });
    say(socket, subscribe('a', '{ __typename }'));
    const { id, type, payload } = await hear(socket);
    assert.deepEqual([id, type, payload.data], ['a', 'next', { __typename: 'Query' }]);
    assert.deepEqual(await hear(socket), { id: 'a', type: 'complete' });
  });

  test('a client that offers the older protocol too is spoken to in the new one', async (t) => {
    const socket = await open(t, { protocol: ['graphql-ws', 'graphql-transport-ws'] });
    assert.equal(socket.protocol, 'graphql-transport-ws');
    say(socket, INIT);
    await hear(socket);
    say(socket, subscribe('a', '{ __typename }'));
    assert.equal((await hear(socket)).type, 'next');
  });

  test('an error before execution ends its operation only', async (t) => {
    const socket = await open(t);
    say(socket, INIT);
    await hear(socket);
    say(socket, subscribe('a', '{ nothing }'));
    const { id, type, payload } = await hear(socket);
    assert.deepEqual([id, type, Array.isArray(payload)], ['a', 'error', true]);
    say(socket, subscribe('a', '{ __typename }'));
    assert.equal((await hear(socket)).type, 'next', 'the id is free again');
  });

  test('an operation that the client completed says nothing more, and its id is free', async (t) => {
    const token = await signIn('correspondent');
    const socket = await open(t);
    say(socket, { ...INIT, payload: { authorization: `Bearer ${token}` } });
    await hear(socket);
    say(socket, subscribe('a', DRAFT_CHANGED), { id: 'a', type: 'complete' }, { type: 'ping' });
    assert.deepEqual(await hear(socket), { type: 'pong' });
    await saveDraft(token, await startDraft(token, 'Uno'), 'Nadie escucha');
    say(socket, subscribe('a', '{ __typename }'));
    assert.deepEqual((await hear(socket)).payload.data, { __typename: 'Query' });
    assert.deepEqual(await hear(socket), { id: 'a', type: 'complete' });
  });

  test('a client that closes is answered in kind', async (t) => {
    const socket = await open(t);
    say(socket, INIT);
    await hear(socket);
    socket.close(1000);
    assert.equal(await socket.closed, 1000);
  });

  const NOT_OF_THE_PROTOCOL = {
    'not JSON': Buffer.from('{'),
    'bytes': Buffer.from([0xff, 0x00]),
    'of no known type': { type: 'hello' },
    'of the older protocol': { id: 'a', type: 'start', payload: { query: '{ __typename }' } },
    'without an id': { type: 'subscribe', payload: { query: '{ __typename }' } },
    'without a payload': { id: 'a', type: 'subscribe' },
    'a list': [INIT],
  };
  for (const [what, message] of Object.entries(NOT_OF_THE_PROTOCOL)) {
    test(`a message that is ${what} closes with 4400`, async (t) => {
      assert.equal(await closes(t, INIT, message), 4400);
    });
  }

  test('an operation before the connection was begun closes with 4401', async (t) => {
    assert.equal(await closes(t, subscribe('a', '{ __typename }')), 4401);
  });

  test('credentials of nobody close with 4403', async (t) => {
    for (const authorization of ['Bearer nobody', `Bearer ${'a'.repeat(43)}`]) {
      assert.equal(await closes(t, { ...INIT, payload: { authorization } }), 4403);
    }
  });

  test('who does not begin is closed on with 4408', async (t) => {
    const socket = await open(t);
    assert.equal(await socket.closed, 4408);
  });

  test('a second operation with a living id closes with 4409', async (t) => {
    const socket = await open(t);
    say(socket, { ...INIT, payload: { authorization: `Bearer ${await signIn('correspondent')}` } });
    await hear(socket);
    say(socket, subscribe('a', DRAFT_CHANGED), subscribe('a', DRAFT_CHANGED));
    assert.equal(await socket.closed, 4409);
  });

  test('beginning twice closes with 4429', async (t) => {
    assert.equal(await closes(t, INIT, INIT), 4429);
  });

  test('nothing is agreed on with who does not speak the protocol, and it is closed on with 4406', async (t) => {
    const silent = await open(t, { protocol: [] });
    assert.equal(await silent.closed, 4406);
    await assert.rejects(open(t, { protocol: 'graphql-ws' }), /no subprotocol/);
  });

  test('a page of another site opens no socket', async (t) => {
    for (const origin of ['https://elsewhere.example', 'null']) {
      assert.equal(await refused({ headers: { origin } }), 403);
    }
    const own = await open(t, { headers: { origin: address() } });
    say(own, INIT);
    assert.deepEqual(await hear(own), { type: 'connection_ack' });
  });
});
