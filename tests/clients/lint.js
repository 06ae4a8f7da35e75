// The public rules for GraphQL files, and where ours differ from them, each with its reason. The schema has to follow
// the recommended and the Relay rules, the documents of our pages the recommended ones.

import { basename, join } from 'node:path';
import plugin from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import { buildSchema, isObjectType, isUnionType } from 'graphql';

// Parts of something that has an id. They come with it and are no things of their own.
export const PARTS = [
  'AuditCheck',
  'AuthorForReview',
  'AuthorHistory',
  'Certificate',
  'Claim',
  'CoAuthor',
  'CoAuthorInvitation',
  'CodeOfConduct',
  'CommentForReview',
  'CommentPlace',
  'Consent',
  'ConsentPurposeText',
  'ConsentRequest',
  'ConsentText',
  'Decision',
  'DiffPart',
  'DraftFinding',
  'Finding',
  'Ground',
  'GroupMember',
  'GuardianConsent',
  'Helpline',
  'HelplineChannel',
  'IdentityOpening',
  'Link',
  'PageInfo',
  'PlaceInDraft',
  'PossibleCoAuthor',
  'Quote',
  'ReasonInWords',
  'ReaderComment',
  'RealPerson',
  'Removed',
  'Revision',
  'ReviewPreferences',
  'RevisionDiff',
  'ScreenedFor',
  'ScreeningPhrases',
  'ScreeningRules',
  'SecondFactorAsked',
  'SecondFactors',
  'SecondLook',
  'Silenced',
  'Submission',
  'Vetting',
  'Viewer',
  'WaitingTimes',
];

/** What a mutation ended with, and what a subscription tells: messages, which nobody asks for again. */
function messages(schema) {
  const payloads = Object.values(schema.getTypeMap()).filter(
    (type) => isUnionType(type) && type.name.endsWith('Payload'),
  );
  const events = Object.values(schema.getSubscriptionType()?.getFields() ?? {}).map(({ type }) => type.ofType ?? type);
  return [...payloads.flatMap((union) => union.getTypes()), ...events].filter(isObjectType).map(({ name }) => name);
}

function schemaRules(sdl) {
  const types = [...new Set([...messages(buildSchema(sdl)), ...PARTS])];
  return {
    ...plugin.configs['flat/schema-recommended'].rules,
    ...plugin.configs['flat/schema-relay'].rules,
    // Whatever can be looked up or changed has an id. Messages, places in lists and parts can't.
    '@graphql-eslint/strict-id-in-types': [
      'error',
      { exceptions: { types, suffixes: ['Connection', 'Edge'] } },
    ],
    // A list that can't grow (the authors of a post) is a list; a connection has `nodes` beside `edges`.
    '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, listTypeCanWrapOnlyEdgeType: false }],
  };
}

const documentRules = plugin.configs['flat/operations-recommended'].rules;

function eslint(root, schema, files, rules) {
  const documents = join(root, 'web/operations/*.graphql');
  return new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: {
      files,
      plugins: { '@graphql-eslint': plugin },
      languageOptions: { parser: plugin.parser, parserOptions: { graphQLConfig: { schema, documents } } },
      rules,
    },
  });
}

const sentences = (results) =>
  results.flatMap(({ filePath, messages: found }) =>
    found.map(({ line, ruleId, message }) => `${basename(filePath)}:${line}: ${ruleId}: ${message}`),
  );

/** What the rules have to say about a schema. */
export async function schemaFindings(root, sdl) {
  const filePath = 'schema.graphql';
  return sentences(await eslint(root, sdl, [filePath], schemaRules(sdl)).lintText(sdl, { filePath }));
}

/** What the rules have to say about the documents of our pages. */
export async function documentFindings(root, sdl) {
  const files = 'web/operations/*.graphql';
  return sentences(await eslint(root, sdl, [files], documentRules).lintFiles([files]));
}

/** The same about one document that is given as text. */
export async function findingsIn(root, sdl, document) {
  const filePath = 'web/operations/planted.graphql';
  return sentences(await eslint(root, sdl, [filePath], documentRules).lintText(document, { filePath }));
}
