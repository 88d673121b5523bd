import { describe, expect, test } from 'vitest';
import { type Inline, isSafeAddress, parse, plainText } from '../src/markdown';

const first = (source: string, language = 'de'): Inline[] => {
  const [block] = parse(source, language);
  return block.kind === 'p' ? block.lines[0] : block.items[0];
};
const isolated = (source: string, language: string) => first(source, language)
  .filter((piece) => piece.kind === 'isolated').map((piece) => ('text' in piece ? piece.text : ''));

describe('blocks', () => {
  test('lines that follow each other are one paragraph', () => {
    expect(parse('eins\nzwei\n\ndrei', 'de').map((block) => block.kind)).toEqual(['p', 'p']);
  });

  test('dashes make a list, numbers a numbered one that begins where it says', () => {
    const [dashes, numbers] = parse('- a\n- b\n3. c', 'de');
    expect(dashes).toMatchObject({ kind: 'ul', items: [[{ text: 'a' }], [{ text: 'b' }]] });
    expect(numbers).toMatchObject({ kind: 'ol', start: 3 });
  });
});

describe('pieces', () => {
  test('bold words and links are told from text', () => {
    expect(first('**ja** [Seite](https://example.org) nein')).toEqual([
      { kind: 'strong', children: [{ kind: 'text', text: 'ja' }] },
      { kind: 'text', text: ' ' },
      { kind: 'link', address: 'https://example.org', children: [{ kind: 'text', text: 'Seite' }] },
      { kind: 'text', text: ' nein' },
    ]);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', '//example.org', 'vbscript:x', ' https://x', 'https://'])(
    'a link to %s stays text', (address) => {
      expect(first(`[x](${address})`).every((piece) => piece.kind !== 'link')).toBe(true);
    },
  );

  test('addresses that may be followed', () => {
    expect(['https://a.de', 'http://a.de', 'tel:112', 'mailto:a@b.de'].every(isSafeAddress)).toBe(true);
  });

  test('HTML stays text', () => {
    expect(first('<img src=x onerror=alert(1)>')).toEqual([{ kind: 'text', text: '<img src=x onerror=alert(1)>' }]);
  });
});

describe('isolation', () => {
  test('German words in Arabic text stand apart, without the full stop that ends the sentence', () => {
    expect(isolated('أنا Lotse. اسأل عن Grundsicherungsgeld für Familien.', 'ar')).toEqual(['Lotse', 'Grundsicherungsgeld für Familien']);
  });

  test('German sentences to be said keep their order', () => {
    const source = 'ووایئ: «Ich brauche Hilfe. Meine Adresse ist …» (مرستې ته اړتیا لرم)';
    expect(isolated(source, 'ps')).toEqual(['Ich brauche Hilfe. Meine Adresse ist']);
    expect(isolated('استشارة IQ. IQ يعني', 'ar')).toEqual(['IQ', 'IQ']);
  });

  test('groups of digits keep their order in any language', () => {
    expect(isolated('Ruf 0800 22 55 530 an', 'de')).toEqual(['0800 22 55 530']);
  });

  test('words in languages with Latin letters are left alone', () => {
    expect(isolated('Bu bir Kurs.', 'tr')).toEqual([]);
  });
});

test('plain text has the words and not the marks', () => {
  expect(plainText(parse('**a** [b](tel:112)\n\n- c\n- d', 'de'))).toBe('a b\nc\nd');
});
