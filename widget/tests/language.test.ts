import { describe, expect, test } from 'vitest';
import { formatDate, formatMoment, guessLanguage, sentence, splitNumbers } from '../src/language';
import type { Wording } from '../src/types';

const KNOWN = ['de', 'en', 'ar', 'uk', 'kmr', 'fa', 'ti'];

describe('guessing the language', () => {
  test.each([
    ['a wish comes first', 'ar', 'de', ['uk'], 'ar'],
    ['a page in another language than German was chosen', undefined, 'uk-UA', ['en'], 'uk'],
    ['on a German page the browser decides', undefined, 'de', ['ar-SY', 'de'], 'ar'],
    ['names of languages are put right', undefined, 'de', ['ku-TR'], 'kmr'],
    ['Dari is Persian', undefined, 'de', ['prs'], 'fa'],
    ['an unknown wish is passed over', 'xx', 'de', ['en-US'], 'en'],
    ['in the end German', undefined, 'de', ['ja'], 'de'],
  ])('%s', (_, wish, page, browser, expected) => {
    expect(guessLanguage(KNOWN, wish as string | undefined, page as string, browser as string[])).toBe(expected);
  });
});

test('braces are filled in from the wording and from values', () => {
  const wording = { hours: 24, max_chars: 5000, sentences: { a: '{hours} {max} {date} {other}' } } as unknown as Wording;
  expect(sentence(wording, 'a', { date: 'heute' })).toBe('24 5000 heute {other}');
  expect(sentence(wording, 'b')).toBe('');
});

test('emergency numbers are found in their sentence', () => {
  expect(splitNumbers('Ruf 112 oder 110 an')).toEqual(['Ruf ', '112', ' oder ', '110', ' an']);
});

describe('dates', () => {
  test('are written in words, with Western digits and in the Gregorian calendar', () => {
    expect(formatDate('2026-11-22', 'de')).toBe('22. November 2026');
    expect(formatDate('2026-11-22', 'fa')).toMatch(/22.*2026/);
    expect(formatDate('2026-11-22', 'ar')).toMatch(/22.*2026/);
  });

  test.each(['ps', 'kmr', 'so', 'ti', 'sq', 'vi'])('are written in %s where the browser can', (code) => {
    expect(formatDate('2026-11-22', code)).toMatch(/2026/);
    expect(formatDate('2026-11-22', code)).not.toContain('22. November');
  });

  test('that cannot be read stay as they are', () => {
    expect(formatDate('bald', 'de')).toBe('bald');
  });

  test('of appointments show the time in Germany', () => {
    expect(formatMoment('2026-12-01T08:45:00Z', 'de')).toMatch(/Dienstag.*1\. Dezember 2026.*09:45/);
  });
});
