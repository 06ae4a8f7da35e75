// The promise to those who build on the schema: since the last release nothing that breaks their programs, or may,
// came without a line in the changelog. How to write one: docs/releases/README.md.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { newest, unannounced } from './announced.js';

const ROOT = resolve(import.meta.dirname, '../..');
const RELEASES = join(ROOT, 'docs/releases');
const read = (...path) => readFileSync(join(ROOT, ...path), 'utf8');

const RELEASED = `
  type Query { posts(first: Int): [Post!]! }
  type Post { title: String! summary: String }
  enum Lane { HIGH LOW }
  type Review { lane: Lane! }
  type Group { name: String! }
  union Result = Post | Review
  extend type Query { result: Result }
`;

/** What a change of the released schema above has to answer for, with this changelog. */
function planted([from, to], changelog = '') {
  assert.ok(RELEASED.includes(from), `${from} is there to be changed`);
  return unannounced(RELEASED, RELEASED.replace(from, to), changelog);
}

test('since the last release nothing broke that the changelog does not announce', async (t) => {
  const files = readdirSync(RELEASES);
  const release = newest(files);
  if (!release) {
    t.diagnostic('nothing is released yet, so nothing can break');
    assert.deepEqual(files, ['README.md'], 'without a release there is nothing else beside the explanation');
    return;
  }
  const found = await unannounced(read('docs/releases', release), read('schema.graphql'), read('CHANGELOG.md'));
  assert.deepEqual(found, [], `since ${release}; docs/releases/README.md says what to do`);
});

test('the changelog has the heading under which changes of the schema are announced', () => {
  assert.match(read('CHANGELOG.md'), /^## Schema$/m);
});

const BREAKING = [
  ['Post.summary', ['summary: String', '']],
  ['Post.title', ['title: String!', 'title: String']],
  ['Lane.LOW', ['HIGH LOW', 'HIGH']],
  ['Query.posts.topic', ['first: Int', 'first: Int, topic: ID!']],
  ['Query.posts.first', ['(first: Int)', '']],
  ['Result', ['Post | Review', 'Post']],
  ['Group', ['type Group { name: String! }', '']],
];
for (const [path, change] of BREAKING) {
  test(`a breaking change of ${path} is found, until the changelog announces it`, async () => {
    const found = await planted(change);
    assert.ok(found.some((one) => one.startsWith(`breaking: ${path} (`)), found.join('\n'));
    const rest = await planted(change, `# Changes\n\n## Schema\n\n- 2027-01-31: breaking: ${path} had to go.\n`);
    assert.deepEqual(rest, found.filter((one) => !one.startsWith(`breaking: ${path} (`)));
  });
}

const DANGEROUS = [
  ['Lane.NONE', ['HIGH LOW', 'HIGH LOW NONE']],
  ['Query.posts.after', ['first: Int', 'first: Int, after: String']],
];
for (const [path, change] of DANGEROUS) {
  test(`a change of ${path}, for which some clients are not ready, needs a line as well`, async () => {
    const found = await planted(change);
    assert.equal(found.length, 1, found.join('\n'));
    assert.ok(found[0].startsWith(`dangerous: ${path} (`), found[0]);
    for (const kind of ['dangerous', 'breaking']) {
      assert.deepEqual(await planted(change, `## Schema\n\n- 2027-01-31: ${kind}: ${path} is new.\n`), []);
    }
  });
}

test('what only adds needs no line', async () => {
  assert.deepEqual(await planted(['title: String!', 'title: String! lead: String']), []);
  assert.deepEqual(await unannounced(RELEASED, RELEASED, ''), []);
});

test('a line counts only for its own path, with a date and a word on it, under the heading', async () => {
  const removed = ['summary: String', ''];
  const said = 'breaking: Post.summary is gone';
  for (const changelog of [
    `## Schema\n- 2027-01-31: dangerous: Post.summary is gone`,
    '## Schema\n- 2027-01-31: breaking: Post.title is gone',
    '## Schema\n- 2027-01-31: breaking: Post is gone',
    '## Schema\n- 2027-01-31: breaking: Post.summary',
    `## Schema\n- ${said}`,
    `## Schema\n2027-01-31: ${said}`,
    `## Schema of 1.0.0\n- 2027-01-31: ${said}`,
    `## Program\n- 2027-01-31: ${said}\n## Schema\n`,
    `## Schema\n## Program\n- 2027-01-31: ${said}`,
    `- 2027-01-31: ${said}`,
  ]) {
    assert.equal((await planted(removed, changelog)).length, 1, changelog);
  }
  assert.deepEqual(await planted(removed, `## Schema\n- 2027-01-31: ${said}\n## Program\n`), []);
});

test('the newest release is the one with the highest version', () => {
  assert.equal(newest(['README.md', '0.9.0.graphql', '0.10.0.graphql', '0.2.11.graphql']), '0.10.0.graphql');
  assert.equal(newest(['1.0.0.graphql', '0.10.0.graphql']), '1.0.0.graphql');
  assert.equal(newest(['README.md']), undefined);
});
