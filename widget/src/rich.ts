import { make, makeLink } from './dom';
import { type Block, type Inline, parse } from './markdown';
import type { Ui } from './ui';

const SHORT = 220; // characters after the first paragraph that are not worth folding away

/** A text of Lotse as elements; made node by node, so that nothing in it can become markup. */
export function render(text: string, language: string, ui: Ui): Node[] {
  return parse(text, language).map((block) => renderBlock(block, ui));
}

/** A text whose first paragraphs stand open while the rest unfolds on demand. */
export function renderFolded(text: string, language: string, ui: Ui): Node[] {
  const nodes = render(text, language, ui);
  const open = markExcuse(nodes[0], ui) ? 2 : 1;
  const rest = nodes.slice(open);
  if (rest.reduce((length, node) => length + (node.textContent || '').length, 0) < SHORT) return nodes;
  const summary = make('summary', { lang: ui.language, dir: ui.wording.direction }, ui.text('span', 'widget.more_text'));
  return [...nodes.slice(0, open), make('details', { class: 'rest' }, summary, ...rest)];
}

// For a translation that is missing a first paragraph excuses itself, in the language of the chat.
function markExcuse(node: Node | undefined, ui: Ui): boolean {
  const excuses = ['answer.only_german', 'answer.only_english'].map((key) => ui.say(key));
  if (!(node instanceof HTMLElement) || !excuses.includes(node.textContent || '')) return false;
  node.lang = ui.language;
  node.dir = ui.wording.direction;
  return true;
}

function renderBlock(block: Block, ui: Ui): HTMLElement {
  if (block.kind !== 'p') {
    return make(block.kind, { start: block.start > 1 && block.start }, ...block.items.map((item) => make('li', {}, ...renderAll(item, ui))));
  }
  return make('p', {}, ...block.lines.flatMap((line, index) => [index > 0 && make('br'), ...renderAll(line, ui)]));
}

function renderAll(pieces: Inline[], ui: Ui): Node[] {
  return pieces.map((piece) => renderPiece(piece, ui));
}

function renderPiece(piece: Inline, ui: Ui): Node {
  switch (piece.kind) {
    case 'text': return document.createTextNode(piece.text);
    case 'isolated': return make('bdi', { dir: 'ltr', lang: piece.german && 'de' }, piece.text);
    case 'strong': return make('strong', {}, ...renderAll(piece.children, ui));
    case 'link': return outside(piece.address, ui, {}, ...renderAll(piece.children, ui));
  }
}

/** A link that says to screen readers that it opens a new page. */
export function outside(address: string, ui: Ui, attributes: Record<string, string>, ...children: Node[]): HTMLAnchorElement {
  const link = makeLink(address, attributes, ...children);
  if (link.target) link.append(make('span', { class: 'unseen', lang: ui.language }, ` (${ui.say('widget.new_tab')})`));
  return link;
}
