import { make, makeButton } from './dom';
import { makeOwn, makeReply, spokenText, type Actions } from './message';
import type { Speaker } from './speech';
import type { Message } from './types';
import type { Ui } from './ui';

const TYPING_DELAY = 500;
const SPOKEN_FOR = 10000;
const ROOM = 12;

/** The messages on the screen, and a region of their texts alone for screen readers. */
export class Log {
  readonly element: HTMLElement;
  private readonly list: HTMLOListElement;
  private readonly announcer: HTMLElement;
  private readonly typing: HTMLElement;
  private typingTimer = 0;

  constructor(private readonly ui: Ui, private readonly actions: Actions, private readonly speaker: Speaker) {
    this.list = make('ol', { class: 'list' });
    this.typing = make('p', { class: 'typing', role: 'status' });
    this.announcer = make('div', { class: 'unseen', role: 'log', 'aria-live': 'polite', 'data-l': 'widget.chat', 'aria-label': ui.say('widget.chat') });
    this.element = make(
      'div', { class: 'log', part: 'log', tabindex: '0', role: 'region', 'data-l': 'widget.chat', 'aria-label': ui.say('widget.chat') },
      this.list, this.typing, this.announcer,
    );
  }

  addOwn(text: string, language = ''): HTMLElement {
    const element = makeOwn(text, language, this.ui);
    this.list.append(element);
    this.scrollTo(element);
    return element;
  }

  /** Shows new messages, says them once, and scrolls to where they begin: a long answer is read from its start. */
  addReplies(messages: Message[]): void {
    const elements = messages.map((message) => this.make(message));
    this.list.append(...elements);
    messages.forEach((message) => this.announce(message));
    if (elements.length) this.scrollTo(elements[0]);
  }

  /** Shows what was said before, above anything typed meanwhile, and without reading it all aloud. */
  addHistory(messages: Message[], toEnd: boolean): void {
    const elements = messages.map((message) => this.make(message));
    this.list.prepend(...elements);
    const last = elements[elements.length - 1];
    if (last && toEnd) requestAnimationFrame(() => this.scrollTo(last, true));
  }

  addNotice(key: string): void {
    this.list.append(make('li', { class: 'notice' }, this.ui.text('p', key, { role: 'status' })));
  }

  addFailure(key: string, onRetry: (() => void) | null, own: HTMLElement | null): HTMLElement {
    const retry = onRetry && makeButton({ class: 'chip' }, onRetry, this.ui.text('span', 'widget.retry'));
    const note = make('div', { class: 'failure', role: 'alert' }, this.ui.text('span', key), retry);
    (own || this.list.appendChild(make('li'))).append(note);
    note.scrollIntoView({ block: 'nearest' });
    return note;
  }

  /** It is also announced, therefore only when the answer really takes a while, and once per wait. */
  showTyping(isTyping: boolean): void {
    clearTimeout(this.typingTimer);
    this.typing.replaceChildren();
    if (isTyping) this.typingTimer = window.setTimeout(() => this.appearTyping(), TYPING_DELAY);
  }

  clear(): void {
    this.list.replaceChildren();
    this.announcer.replaceChildren();
  }

  private make(message: Message): HTMLElement {
    if (message.from === 'user') return makeOwn(message.text, message.language, this.ui, message.at);
    return makeReply(message, this.actions, this.speaker, this.ui);
  }

  private appearTyping(): void {
    const dots = make('span', { class: 'dots', 'aria-hidden': 'true' }, make('i'), make('i'), make('i'));
    this.typing.append(dots, make('span', {}, this.ui.say('widget.typing')));
    this.typing.scrollIntoView({ block: 'nearest' });
  }

  announce(message: Message): void {
    if (message.from === 'user') return;
    const spoken = make('p', { lang: message.language }, spokenText(message));
    this.announcer.append(spoken);
    setTimeout(() => spoken.remove(), SPOKEN_FOR);
  }

  private scrollTo(element: HTMLElement, atOnce = false): void {
    const isCalm = atOnce || matchMedia('(prefers-reduced-motion: reduce)').matches;
    // With little height the whole chat scrolls instead of the messages alone.
    const isAlone = getComputedStyle(this.element).overflowY !== 'visible';
    const scroller = isAlone ? this.element : this.element.closest('.panel')!;
    const top = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - ROOM;
    scroller.scrollBy({ top, behavior: isCalm ? 'auto' : 'smooth' });
  }
}
