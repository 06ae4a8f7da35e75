// Where tools that write files work: a folder of their own outside the repository, with the packages of this one.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PACKAGES = resolve(import.meta.dirname, 'node_modules');
const FIXTURES = resolve(import.meta.dirname, 'fixtures');

/** Makes a folder that is gone after the test. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'altavoz-clients-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  symlinkSync(PACKAGES, join(path, 'node_modules'));
  return {
    path,
    write: (file, text) => writeFileSync(join(path, file), text),
    copy: (fixture, to) => cpSync(join(FIXTURES, fixture), join(path, to), { recursive: true }),
  };
}

/** Runs a script of a package to its end; gives its status and everything that it printed. */
export function run(script, args, cwd) {
  const ended = spawnSync(process.execPath, [join(PACKAGES, script), ...args], { cwd, encoding: 'utf8' });
  return { status: ended.status, printed: `${ended.error ?? ''}${ended.stdout}${ended.stderr}` };
}
