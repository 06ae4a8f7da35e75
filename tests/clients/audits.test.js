// The public audits of "GraphQL over HTTP", all of them, against the running server: what they only recommend is
// expected as well.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { address, endpoint } from './panel.js';

/** Reads answers to their end, which audits do not do; else their connections keep the process waiting. */
async function fetchFn(...request) {
  const response = await fetch(...request);
  return new Response(await response.arrayBuffer(), response);
}

/** Runs every audit and gives what each that is not content has to say. */
async function findings(url) {
  const results = await Promise.all(serverAudits({ url, fetchFn }).map((audit) => audit.fn()));
  const failed = results.filter(({ status }) => status !== 'ok');
  return failed.map(({ id, name, reason }) => `${id} ${name}: ${reason}`);
}

test('every audit of GraphQL over HTTP is content with the server', async () => {
  assert.equal(serverAudits({ url: endpoint() }).length, 61, 'the audits are the ones that were counted');
  assert.deepEqual(await findings(endpoint()), []);
});

test('the audits object to an address that serves no GraphQL', async () => {
  const found = await findings(`${address()}/schema.graphql`);
  assert.ok(found.some((finding) => /^\w{4} MUST /.test(finding)), found.join('\n'));
});
