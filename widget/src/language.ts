import type { Wording } from './types';

const DEFAULT = 'de';
const OTHER_CODES: Record<string, string> = { ku: 'kmr', prs: 'fa', mo: 'ro' };

/**
 * The language to begin in. A page in another language than German was chosen by its reader; a German page says
 * little about who reads it, so there the browser's languages come first.
 */
export function guessLanguage(known: string[], wish: string | undefined, page: string, browser: readonly string[]): string {
  const ofPage = ourCode(page);
  const candidates = [wish || '', ofPage === DEFAULT ? '' : ofPage, ...browser, DEFAULT].map(ourCode);
  return candidates.find((code) => known.includes(code)) || DEFAULT;
}

function ourCode(tag: string): string {
  const code = tag.toLowerCase().split('-')[0];
  return OTHER_CODES[code] || code;
}

/** A sentence of the wording with its braces filled in; nothing if there is none. */
export function sentence(wording: Wording, key: string, values: Record<string, string | number> = {}): string {
  const known: Record<string, string | number> = { hours: wording.hours, max: wording.max_chars, ...values };
  return (wording.sentences[key] || '').replace(/\{(\w+)\}/g, (braces, name) => String(known[name] ?? braces));
}

/** Text and the numbers that can be called in it, in turns: odd places are numbers. */
export function splitNumbers(text: string): string[] {
  return text.split(/\b(11[02])\b/);
}

/** A date like 2026-11-22 in words, always in the Gregorian calendar and with Western digits. */
export function formatDate(isoDate: string, code: string): string {
  return format(`${isoDate.slice(0, 10)}T12:00:00Z`, code, { dateStyle: 'long', timeZone: 'UTC' }) || isoDate;
}

/** The day and the time of an appointment, as the clocks in Germany show it. */
export function formatMoment(isoTime: string, code: string): string {
  return format(isoTime, code, {
    weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false,
    timeZone: 'Europe/Berlin',
  }) || isoTime;
}

/** The hour of a message on the user's own clock. */
export function formatTime(isoTime: string, code: string): string {
  return format(isoTime, code, { hour: '2-digit', minute: '2-digit', hour12: false });
}

function format(isoTime: string, code: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(isoTime);
  if (Number.isNaN(date.getTime())) return '';
  const name = code === 'kmr' ? 'ku' : code;
  const known = Intl.DateTimeFormat.supportedLocalesOf(name).length ? name : 'de';
  return new Intl.DateTimeFormat(`${known}-u-ca-gregory-nu-latn`, options).format(date);
}
