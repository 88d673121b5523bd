// Writes src/first.ts: the few sentences that must be there before the server has been asked.
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { parse } from 'yaml';

const knowledge = process.env.LOTSE_KNOWLEDGE_DIR || new URL('../../knowledge', import.meta.url).pathname;
const read = (name) => parse(readFileSync(`${knowledge}/${name}`, 'utf8'));
const english = read('wording/en.yml').widget;
const rows = read('languages.yml').map(({ code, name, direction }) => {
  const own = existsSync(`${knowledge}/wording/${code}.yml`) ? read(`wording/${code}.yml`).widget || {} : {};
  const { open, crisis, offline } = { ...english, ...own };
  return { code, name, direction, open, crisis, offline };
});
const source = `// Made by scripts/first.mjs from knowledge/; not to be edited.
import type { Language } from './types';

interface First extends Language {
  open: string;
  crisis: string;
  offline: string;
}

export const FIRST: First[] = ${JSON.stringify(rows, null, 1)};
`;
writeFileSync(new URL('../src/first.ts', import.meta.url), source);
