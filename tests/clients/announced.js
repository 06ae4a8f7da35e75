// What a schema may change between two releases: everything that breaks clients, or may, has to be announced in the
// changelog. Texts in, sentences out; no file is read here.

import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** The newest of the files that are called by their version, such as `1.2.0.graphql`. */
export function newest(files) {
  const versions = files.flatMap((file) => {
    const named = /^(\d+)\.(\d+)\.(\d+)\.graphql$/.exec(file);
    return named ? [{ file, parts: named.slice(1).map(Number) }] : [];
  });
  const older = (one, other) => one.parts.map((part, place) => part - other.parts[place]).find(Boolean) ?? 0;
  return versions.sort(older).at(-1)?.file;
}

/** The announcements under `## Schema`: `- 2027-01-31: breaking: Post.summary is gone, use Post.lead.` */
function announcements(changelog) {
  const section = changelog.split(/^## /m).find((part) => /^Schema\s*\n/.test(part)) ?? '';
  const line = /^- \d{4}-\d{2}-\d{2}: (breaking|dangerous): (\S+) \S.*$/gm;
  return [...section.matchAll(line)].map(([, kind, path]) => ({ kind, path }));
}

const KINDS = {
  [CriticalityLevel.Breaking]: { name: 'breaking', announcedAs: ['breaking'] },
  [CriticalityLevel.Dangerous]: { name: 'dangerous', announcedAs: ['dangerous', 'breaking'] },
};

/** What the second schema breaks, or may break, for clients of the first one, and the changelog does not announce. */
export async function unannounced(released, current, changelog) {
  const announced = announcements(changelog);
  const changes = await diff(buildSchema(released), buildSchema(current));
  return changes.flatMap(({ criticality, path, type, message }) => {
    const kind = KINDS[criticality.level];
    const named = path ?? type;
    const isAnnounced = announced.some((one) => one.path === named && kind?.announcedAs.includes(one.kind));
    return kind && !isAnnounced ? [`${kind.name}: ${named} (${message})`] : [];
  });
}
