// Relay as a client: its compiler takes the schema as it is, and the server answers what the compiler makes of
// fixtures/relay, a small client with the habits of real ones.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { buildSchema, parse, validate } from 'graphql';
import { ask, signIn } from './panel.js';
import { folder, run } from './workshop.js';

const SDL = readFileSync(resolve(import.meta.dirname, '../../schema.graphql'), 'utf8');
const CONFIG = {
  src: './src',
  schema: './schema.graphql',
  language: 'javascript',
  artifactDirectory: './artifacts',
  persistConfig: { file: './operations.json', algorithm: 'SHA256' },
};

/** Compiles the fixtures with a schema; gives how that ended and the text of each operation by its name. */
function compile(t, sdl) {
  const project = folder(t);
  mkdirSync(join(project.path, 'artifacts'));
  project.copy('relay', 'src');
  project.write('schema.graphql', sdl);
  project.write('operations.json', '{}');
  project.write('relay.config.json', JSON.stringify(CONFIG));
  const ended = run('relay-compiler/cli.js', ['relay.config.json', '--noWatchman'], project.path);
  const texts = Object.values(JSON.parse(readFileSync(join(project.path, 'operations.json'), 'utf8')));
  const operations = Object.fromEntries(texts.map((text) => [/^\w+ (\w+)/.exec(text)[1], text]));
  return { ...ended, operations };
}

/** The operations of the fixtures, compiled with the schema as it is. */
function compiled(t) {
  const { status, printed, operations } = compile(t, SDL);
  assert.equal(status, 0, printed);
  return operations;
}

test('Relay compiles lists, single things, mutations and subscriptions into valid documents', (t) => {
  const operations = compiled(t);
  const schema = buildSchema(SDL);
  for (const [name, text] of Object.entries(operations)) {
    assert.deepEqual(validate(schema, parse(text)), [], name);
  }
  assert.match(operations.FeedPaginationQuery, /endCursor\s+hasNextPage\s+hasPreviousPage\s+startCursor/);
  assert.match(operations.CorrespondentPaginationQuery, /node\(id: \$id\)/);
  assert.match(operations.DeskDraftRefetchQuery, /node\(id: \$id\)/);
  assert.equal(Object.keys(operations).length, 13);
});

test('Relay objects to a schema in which a list is no connection any more', (t) => {
  const { status, printed } = compile(t, SDL.replaceAll(/^\s+edges:/gm, 'items:'));
  assert.notEqual(status, 0, printed);
  assert.match(printed, /edges/);
});

test('with what Relay asks a reader turns pages there and back', async (t) => {
  const { FeedPaginationQuery: feed } = compiled(t);
  const page = async (variables) => (await ask(null, feed, variables)).posts;
  const ids = ({ edges }) => edges.map(({ node }) => node.id);
  const first = await page({ first: 1 });
  const second = await page({ first: 1, after: first.pageInfo.endCursor });
  assert.equal(first.pageInfo.hasNextPage, true);
  assert.notDeepEqual(ids(second), ids(first));
  const back = await page({ first: null, last: 1, before: second.pageInfo.startCursor });
  assert.deepEqual(ids(back), ids(first));
});

test('what Relay fetches again by its id is the same thing', async (t) => {
  const operations = compiled(t);
  const { posts } = await ask(null, operations.FeedQuery);
  const post = posts.edges[0].node;
  const { node } = await ask(null, operations.PostRefetchQuery, { id: post.id });
  assert.deepEqual(node, post);
});

test('the page of a correspondent is there for Relay where it is switched on', async (t) => {
  const { CorrespondentPaginationQuery: page } = compiled(t);
  const { posts } = await ask(null, '{ posts { nodes { authors { id hasBlogPage } } } }');
  for (const { id, hasBlogPage } of posts.nodes.flatMap(({ authors }) => authors)) {
    const { node } = await ask(null, page, { id });
    assert.equal(node?.__typename, hasBlogPage ? 'Correspondent' : undefined);
  }
});

test('what a mutation of Relay changed is found where Relay looks', async (t) => {
  const operations = compiled(t);
  const token = await signIn('correspondent');
  const text = (title) => ({ title, body: 'Texto.', language: 'SPANISH' });
  const { startDraft } = await ask(token, operations.DeskStartMutation, { input: { text: text('Uno') } });
  const { id, version } = startDraft.draft;
  const input = { draft: id, version, text: text('Dos') };
  const { saveDraft } = await ask(token, operations.DeskSaveMutation, { input });
  assert.equal(saveDraft.draft.id, id);
  const { node } = await ask(token, operations.DeskDraftRefetchQuery, { id });
  assert.equal(node.title, 'Dos');
  const { viewer } = await ask(token, operations.DeskQuery);
  assert.deepEqual(viewer.drafts.edges[0].node, { ...saveDraft.draft, __typename: 'Draft' });
  assert.equal(viewer.reviewQueue, null, 'a correspondent has no queue');
});
