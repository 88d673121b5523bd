import { isSafeAddress, make, makeLink } from './dom.js';

const ITEM = /^\s*(?:(-)|(\d{1,3})\.)\s+(.*)$/;
const INLINE = /\*\*(.+?)\*\*|\[([^[\]]+)\]\(([^()\s]+)\)/;
// Groups of digits would change places in right-to-left text: 0800 22 55 530 must not become 530 55 22 0800.
const SPACED_NUMBER = /(\+?\d+(?:[ \u00a0\u202f]\d+)+)/;

/** Paragraphs, "- " and "1. " lists, **bold** and [links](url) as DOM nodes; everything else stays text. */
export function renderMarkdown(source) {
  const fragment = document.createDocumentFragment();
  let block = null;
  for (const line of source.split(/\r?\n/)) {
    block = addLine(fragment, block, line);
  }
  return fragment;
}

function addLine(fragment, block, line) {
  if (!line.trim()) return null;
  const item = ITEM.exec(line);
  if (item) return addItem(fragment, block, item);
  const paragraph = block && block.tagName === 'P' ? block : null;
  if (paragraph) {
    paragraph.append(make('br'), ...inline(line));
    return paragraph;
  }
  return fragment.appendChild(make('p', {}, ...inline(line)));
}

function addItem(fragment, block, [, dash, number, text]) {
  const tag = dash ? 'UL' : 'OL';
  const isNew = !block || block.tagName !== tag;
  const list = isNew ? fragment.appendChild(make(tag, { start: number })) : block;
  list.append(make('li', {}, ...inline(text)));
  return list;
}

function inline(text) {
  const match = INLINE.exec(text);
  if (!match) return plain(text);
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [...plain(before), ...marked(match), ...inline(after)];
}

function marked([whole, bold, label, address]) {
  if (bold) return [make('strong', {}, ...inline(bold))];
  if (isSafeAddress(address)) return [makeLink(address, {}, ...inline(label))];
  return plain(whole);
}

function plain(text) {
  return text
    .split(SPACED_NUMBER)
    .map((part, index) => (index % 2 ? make('bdi', { dir: 'ltr' }, part) : part))
    .filter((part) => part);
}
