// The schema and the documents of our pages in the hands of public tools: linters find nothing, code is generated from
// them and type-checks, and whatever a mutation may end with can be asked for in one document.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { Source, buildSchema, getNamedType, isLeafType, isUnionType, parse, validate } from 'graphql';
import { PARTS, documentFindings, findingsIn, schemaFindings } from './lint.js';
import { folder, run } from './workshop.js';

const ROOT = resolve(import.meta.dirname, '../..');
const SDL = readFileSync(join(ROOT, 'schema.graphql'), 'utf8');

test('the schema follows the recommended and the Relay rules of graphql-eslint', async () => {
  assert.deepEqual(await schemaFindings(ROOT, SDL), []);
});

test('the linter objects to a schema with bad habits', async () => {
  const habits = [
    ['naming-convention', '"Bad." type Bad { "Bad." id: ID! "Bad." bad_name: Int }'],
    ['strict-id-in-types', '"Bad." type Bad { "Bad." name: Int }'],
    ['no-unreachable-types', '"Bad." type Bad { "Bad." id: ID! }'],
    ['require-description', 'type Bad { "Bad." id: ID! }'],
    ['relay-connection-types', '"Bad." type BadConnection { "Bad." nodes: [Post] }'],
    ['relay-edge-types', '"Bad." type BadConnection { "Bad." edges: [Bad] } "Bad." type Bad { "Bad." id: ID! }'],
  ];
  const before = await schemaFindings(ROOT, SDL);
  for (const [rule, habit] of habits) {
    const found = await schemaFindings(ROOT, `${SDL}\n${habit}\n`);
    const added = found.filter((finding) => !before.includes(finding));
    assert.ok(added.some((finding) => finding.includes(`/${rule}: `)), `${rule}: ${added.join('\n')}`);
  }
});

test('what needs no id because it is a part of something is there, and has none', () => {
  const schema = buildSchema(SDL);
  const needless = PARTS.filter((name) => schema.getType(name)?.getFields().id !== undefined || !schema.getType(name));
  assert.deepEqual(needless, [], 'lint.js lists them');
});

test('the documents of our pages follow the recommended rules of graphql-eslint', async () => {
  assert.deepEqual(await documentFindings(ROOT, SDL), []);
});

test('the linter objects to a document that asks for what is not there, forgets an id or has a bad name', async () => {
  const found = await findingsIn(ROOT, SDL, 'query getPosts { posts { nodes { title } nothing } }');
  for (const rule of ['naming-convention', 'require-selections', 'fields-on-correct-type']) {
    assert.ok(found.some((finding) => finding.includes(`/${rule}: `)), `${rule}: ${found.join('\n')}`);
  }
});

/** A document that asks for everything that a mutation may end with. */
function everything(union) {
  const nameOf = (field) => (isLeafType(getNamedType(field.type)) ? field.name : `${field.name} { __typename }`);
  const fieldsOf = (type) => Object.values(type.getFields()).map(nameOf).join(' ');
  const asked = union.getTypes().map((type) => `... on ${type} { ${fieldsOf(type)} }`);
  return `fragment Ended on ${union} { __typename ${asked.join(' ')} }`;
}

/** Payloads in which two members call different things by one name, so that no document can ask for both. */
function ambiguous(sdl) {
  const schema = buildSchema(sdl);
  const unions = Object.values(schema.getTypeMap()).filter(isUnionType);
  return unions.flatMap((union) => {
    const field = Object.values(schema.getMutationType().getFields()).find(({ type }) => getNamedType(type) === union);
    const document = parse(`mutation Does($input: ${field.args[0].type}) { ${field.name}(input: $input) { ...Ended } }
      ${everything(union)}`);
    return validate(schema, document).map(({ message }) => `${union}: ${message}`);
  });
}

test('everything that a mutation may end with can be asked for in one document', () => {
  assert.deepEqual(ambiguous(SDL), []);
});

test('two members of a payload that disagree about a field are found', () => {
  const before = ambiguous(SDL).length;
  const planted = SDL.replace(/(type DraftSaved \{[^}]*?\bversion: )Int!/, '$1String!');
  const disagreeing = planted.replace(/(type StaleVersionError [^{]*\{)/, '$1 "Bad." version: Int!');
  assert.equal(ambiguous(disagreeing).length, before + 1);
});

/** The documents of our pages, and what else the folder with TypeScript holds. */
function documents() {
  const folders = [join(ROOT, 'web/operations'), resolve(import.meta.dirname, 'fixtures/typescript')];
  const files = folders.flatMap((path) => readdirSync(path).map((file) => join(path, file)));
  return files
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({ location: relative(ROOT, file), rawSDL: readFileSync(file, 'utf8') }))
    .map((source) => ({ ...source, document: parse(new Source(source.rawSDL, source.location)) }));
}

/** Generates code as a client does (the client preset, with a list of trusted documents); gives each file's text. */
async function generated() {
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: 'generated/',
    schema: parse(SDL),
    documents: documents(),
    config: { defaultScalarType: 'string', useTypeImports: true },
    presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } },
    plugins: [],
    pluginMap: {},
    pluginContext: {},
    profiler: { run: (work) => work() },
  });
  return Promise.all(sections.map(async (section) => [section.filename, await codegen(section)]));
}

const COMPILER = { strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler', types: [] };

/** Type-checks the generated code together with a client's. */
async function typeChecked(t, client) {
  const project = folder(t);
  mkdirSync(join(project.path, 'generated'));
  for (const [file, text] of await generated()) {
    project.write(file, text);
  }
  project.write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER }));
  project.write('uses.ts', client);
  return run('typescript/bin/tsc', ['--project', '.'], project.path);
}

const CLIENT = readFileSync(resolve(import.meta.dirname, 'fixtures/typescript/uses.ts'), 'utf8');

test('the code that graphql-codegen makes of the schema and our documents type-checks', async (t) => {
  const { status, printed } = await typeChecked(t, CLIENT);
  assert.equal(status, 0, printed);
});

test('a client that forgets how a mutation may end does not type-check', async (t) => {
  const forgetful = CLIENT.replace("case 'InvalidInputError':", "case 'NotFoundError':");
  const { status, printed } = await typeChecked(t, forgetful);
  assert.notEqual(status, 0);
  assert.match(printed, /uses\.ts.*Property 'field' does not exist/);
});

test('the list of trusted documents that graphql-codegen makes holds every operation of our pages', async () => {
  const list = (await generated()).find(([file]) => file.endsWith('persisted-documents.json'));
  const trusted = Object.entries(JSON.parse(list[1]));
  const definitions = documents().flatMap(({ document }) => document.definitions);
  const operations = definitions.filter(({ kind }) => kind === 'OperationDefinition');
  assert.equal(trusted.length, operations.length);
  for (const [id, text] of trusted) {
    assert.match(id, /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual(validate(buildSchema(SDL), parse(text)), []);
  }
});
