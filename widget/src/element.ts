import { Chat } from './chat';
import { make, makeButton } from './dom';
import { icon } from './icons';
import { guessLanguage } from './language';
import { Store } from './store';
import chatStyle from './chat.css?inline';
import style from './style.css?inline';
import { Ui } from './ui';
import { builtIn, CODES } from './wordings';

const NARROW = '(max-width: 30em), (max-height: 30em)';
const sheets = new Map<string, CSSStyleSheet>();

/** Where the script came from: there is the server, unless the attribute `server` names another. */
export const origin = { base: '' };

/** `<lotse-chat>`: a button that opens a chat, or the chat itself (mode "inline" or "page"). */
export class LotseChat extends HTMLElement {
  static readonly observedAttributes = ['theme', 'open'];

  private root: HTMLElement | null = null;
  private launcher: HTMLButtonElement | null = null;
  private panel!: HTMLElement;
  private chat: Chat | null = null;
  private ui!: Ui;
  private store!: Store;
  private hasBegun = false;

  connectedCallback(): void {
    if (this.root) return;
    this.store = new Store(`lotse.${this.id || this.place()}`);
    this.root = make('div', { class: `root ${this.mode}`, 'data-theme': this.getAttribute('theme') || 'auto' });
    this.ui = new Ui(this.root, builtIn(this.language()));
    this.root.lang = this.ui.language;
    this.root.dir = this.ui.wording.direction;
    this.root.dataset.side = (this.closest<HTMLElement>('[dir]')?.dir || '').toLowerCase();
    this.build(this.root);
    const shadow = this.attachShadow({ mode: 'open' });
    addStyle(shadow, style);
    shadow.append(this.root);
    if (!this.isButton || this.hasAttribute('open')) this.show(false);
    else whenIdle(() => this.panel.classList.add('ready'), () => { this.chat = this.chat || this.makeChat(); });
  }

  disconnectedCallback(): void {
    this.chat?.rest();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.root || before === after) return;
    if (name === 'theme') this.root.dataset.theme = after || 'auto';
    else if (after === null) this.close();
    else this.open();
  }

  /** Opens the chat and moves the focus into it. */
  open(): void {
    this.show(true);
  }

  /** Closes the chat and gives the focus back to the button. */
  close(): void {
    if (!this.isButton || !(this.panel as HTMLDialogElement).open) return;
    (this.panel as HTMLDialogElement).close();
    this.launcher!.hidden = false;
    this.launcher!.focus({ preventScroll: true });
    this.removeAttribute('open');
    this.dispatchEvent(new CustomEvent('lotse-close', { bubbles: true }));
  }

  private get mode(): string {
    const mode = this.getAttribute('mode');
    return mode === 'inline' || mode === 'page' ? mode : 'button';
  }

  private get isButton(): boolean {
    return this.mode === 'button';
  }

  private language(): string {
    const wish = this.store.wishes.language || this.getAttribute('language') || undefined;
    const page = this.closest('[lang]')?.getAttribute('lang') || '';
    return guessLanguage(CODES, wish, page, navigator.languages || []);
  }

  // Which of several on the page this is: stays the same when the page is loaded again.
  private place(): number {
    return Array.from(document.querySelectorAll(this.localName)).indexOf(this) + 1;
  }

  private build(root: HTMLElement): void {
    if (!this.isButton) {
      this.panel = make(this.mode === 'page' ? 'main' : 'div', { class: 'panel', part: 'panel', role: this.mode === 'inline' && 'group', 'aria-label': 'Lotse' });
      root.append(this.panel);
      return;
    }
    this.launcher = makeButton({ class: 'launcher', part: 'launcher', 'aria-haspopup': 'dialog' }, () => this.open(), icon('chat'), this.ui.text('span', 'widget.open'));
    this.panel = make('dialog', { class: 'panel', part: 'panel', 'aria-label': 'Lotse' });
    this.panel.addEventListener('cancel', (event) => { event.preventDefault(); this.close(); });
    this.panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.close(); });
    root.append(this.launcher, this.panel);
  }

  private show(movesFocus: boolean): void {
    this.chat = this.chat || this.makeChat();
    const { panel, chat } = this;
    if (panel instanceof HTMLDialogElement) {
      if (panel.open) return;
      // On a phone the chat covers the page; beside a page that stays in sight it must not block it.
      if (matchMedia(NARROW).matches && movesFocus) panel.showModal();
      else panel.show();
      this.launcher!.hidden = true;
      this.setAttribute('open', '');
      this.dispatchEvent(new CustomEvent('lotse-open', { bubbles: true }));
    }
    if (movesFocus) chat.focus();
    if (this.hasBegun) return;
    this.hasBegun = true;
    afterPaint(() => chat.begin());
  }

  private makeChat(): Chat {
    addStyle(this.shadowRoot!, chatStyle);
    const base = this.getAttribute('server')?.replace(/\/+$/, '') || origin.base;
    const chat = new Chat(this.ui, {
      base,
      store: this.store,
      titleLevel: this.mode === 'page' ? 'h1' : 'h2',
      close: this.isButton ? () => this.close() : null,
      onLanguage: () => { if (this.mode === 'page') this.namePage(); },
    });
    this.panel.append(chat.header.element, chat.body);
    return chat;
  }

  // As a page of its own, the chat is what the document's language and title are about.
  private namePage(): void {
    const { documentElement } = document;
    documentElement.lang = this.ui.language;
    documentElement.dir = this.ui.wording.direction;
    document.title = this.ui.say('widget.title');
  }
}

/** What takes time waits until the chat is on the screen. */
function afterPaint(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act));
}

/** Takes small steps while the loaded page has nothing else to do; no request goes out. */
function whenIdle(...steps: (() => void)[]): void {
  const next = () => {
    steps.shift()?.();
    if (steps.length) later();
  };
  const later = () => { if ('requestIdleCallback' in window) requestIdleCallback(next); else setTimeout(next, 500); };
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
}

function addStyle(shadow: ShadowRoot, css: string): void {
  if (!('adoptedStyleSheets' in shadow)) { // Safari before 16.4
    (shadow as ShadowRoot).append(make('style', {}, css));
    return;
  }
  if (!sheets.has(css)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheets.get(css)!];
}
