import { request } from './api';
import { FIRST } from './first';
import type { Wording } from './types';

const loaded = new Map<string, Promise<Wording>>();

/** The languages that the widget was built for. */
export const CODES = FIRST.map(({ code }) => code);

/** What is there before the server has been asked: the languages, the emergency numbers, and what to do offline. */
export function builtIn(code: string): Wording {
  const own = FIRST.find((first) => first.code === code) || FIRST[0];
  const { open, crisis, offline } = own;
  return {
    language: own.code, direction: own.direction, languages: FIRST, links: {}, hours: 24, max_chars: 5000,
    sentences: { 'widget.open': open, 'widget.crisis': crisis, 'widget.offline': offline },
  };
}

/** All sentences of a language; asked for once. Throws Problem. */
export function loadWording(base: string, code: string): Promise<Wording> {
  const address = `${base}/api/wording/${encodeURIComponent(code)}`;
  const known = loaded.get(address);
  if (known) return known;
  const wording = request<Wording>('GET', address);
  loaded.set(address, wording);
  wording.catch(() => loaded.delete(address));
  return wording;
}
