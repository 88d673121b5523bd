/** Parsed text: paragraphs and lists of inline pieces. Whatever is not Markdown of ours stays text. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'isolated'; text: string; german: boolean }
  | { kind: 'strong'; children: Inline[] }
  | { kind: 'link'; address: string; children: Inline[] };

export type Block = { kind: 'p'; lines: Inline[][] } | { kind: 'ul' | 'ol'; start: number; items: Inline[][] };

const ITEM = /^\s*(?:(-)|(\d{1,3})\.)\s+(.*)$/;
const MARK = /\*\*(.+?)\*\*|\[([^[\]]+)\]\(([^()\s]+)\)/;
const SAFE_ADDRESS = /^(https?:\/\/|tel:|mailto:)\S+$/i;
// Groups of digits would change places in right-to-left text: 0800 22 55 530 must not become 530 55 22 0800.
const NUMBER = '\\+?\\d+(?:[ \\u00a0\\u202f]\\d+)+';
// The last sign of a word is no full stop: that belongs to the text around it.
const LATIN = "[A-Za-zÄÖÜäöüß](?:[A-Za-zÄÖÜäöüß0-9§.&/'’–-]*[A-Za-zÄÖÜäöüß0-9])?";
// A full stop between German sentences is theirs: "Ich brauche Hilfe. Meine Adresse ist".
const APART = new RegExp(`(${NUMBER}|${LATIN}(?: (?:${LATIN}|\\d+)|[.!?] ${LATIN}(?= [A-Za-z]))*)`);
const SPACED_NUMBER = new RegExp(`(${NUMBER})`);
const OTHER_SCRIPTS = ['ar', 'fa', 'ps', 'ti', 'uk', 'ru', 'bg'];

export function isSafeAddress(address: string): boolean {
  return SAFE_ADDRESS.test(address);
}

/** Reads paragraphs, "- " and "1. " lists, **bold** and [links](url); other scripts get their Latin words isolated. */
export function parse(source: string, language: string): Block[] {
  const apart = OTHER_SCRIPTS.includes(language) ? APART : SPACED_NUMBER;
  const blocks: Block[] = [];
  let open: Block | null = null;
  for (const line of source.split(/\r?\n/)) {
    open = line.trim() ? addLine(blocks, open, line, apart) : null;
  }
  return blocks;
}

/** The words alone, without marks. */
export function plainText(blocks: Block[]): string {
  return blocks.map((block) => rows(block).map((row) => row.map(textOf).join('')).join('\n')).join('\n');
}

function rows(block: Block): Inline[][] {
  return block.kind === 'p' ? block.lines : block.items;
}

function textOf(piece: Inline): string {
  return 'text' in piece ? piece.text : piece.children.map(textOf).join('');
}

function addLine(blocks: Block[], open: Block | null, line: string, apart: RegExp): Block {
  const item = ITEM.exec(line);
  const pieces = inline(item ? item[3] : line, apart);
  const kind = !item ? 'p' : item[1] ? 'ul' : 'ol';
  if (open && open.kind === kind) {
    rows(open).push(pieces);
    return open;
  }
  const block: Block = kind === 'p' ? { kind, lines: [pieces] } : { kind, start: Number(item![2] || 1), items: [pieces] };
  blocks.push(block);
  return block;
}

function inline(text: string, apart: RegExp): Inline[] {
  const match = MARK.exec(text);
  if (!match) return plain(text, apart);
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [...plain(before, apart), ...marked(match, apart), ...inline(after, apart)];
}

function marked([whole, bold, label, address]: RegExpExecArray, apart: RegExp): Inline[] {
  if (bold) return [{ kind: 'strong', children: inline(bold, apart) }];
  if (isSafeAddress(address)) return [{ kind: 'link', address, children: inline(label, apart) }];
  return plain(whole, apart);
}

function plain(text: string, apart: RegExp): Inline[] {
  return text
    .split(apart)
    .map((part, index): Inline => (index % 2
      ? { kind: 'isolated', text: part, german: !/^\+?\d/.test(part) }
      : { kind: 'text', text: part }))
    .filter((piece) => textOf(piece));
}
