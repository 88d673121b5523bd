import { type Problem, request } from './api';
import { Composer } from './composer';
import { makeConsent } from './consent';
import { Conversation } from './conversation';
import { make } from './dom';
import { confirmed, Header } from './header';
import { Log } from './log';
import { relabel } from './message';
import { keyOf, Sender } from './sender';
import { Speaker } from './speech';
import type { Store } from './store';
import type { Button, Item, Talk } from './types';
import type { Ui } from './ui';
import { patiently } from './patience';
import { loadWording } from './wordings';

const SIZES = 4;
const TOLD_FOR = 3000;

/** What the chat is part of. */
export interface Place {
  base: string;
  store: Store;
  titleLevel: 'h1' | 'h2';
  close: (() => void) | null;
  onLanguage(): void;
}

/** One chat: consent first, then the conversation. */
export class Chat {
  readonly header: Header;
  readonly body: HTMLElement = make('div', { class: 'body' });
  private readonly speaker: Speaker;
  private readonly conversation: Conversation;
  private readonly sender: Sender;
  private log!: Log;
  private composer!: Composer;
  private ready: Promise<unknown> = Promise.resolve();
  private newestWish = '';

  constructor(private readonly ui: Ui, private readonly place: Place) {
    this.speaker = new Speaker((button) => relabel(button, 'widget.read_aloud', false, ui));
    this.conversation = new Conversation(place.base, place.store, {
      onMessages: (messages) => this.log.addReplies(messages),
      onGone: () => this.gone(),
    });
    this.sender = new Sender(this.conversation, place.store, {
      ready: () => this.ready,
      language: () => ui.language,
      showOwn: (text, language) => this.log.addOwn(text, language),
      showTyping: (isTyping) => this.log.showTyping(isTyping),
      showReply: (talk, mayFollow) => this.showReply(talk, mayFollow),
      showFailure: (key, onRetry, own) => this.log.addFailure(key, onRetry && (() => { this.composer.focus(); onRetry(); }), own),
    });
    this.header = new Header(ui, {
      language: (code) => this.changeLanguage(code),
      restart: () => this.startAgain(),
      erase: () => this.erase(),
      size: (step) => this.resize(step),
      times: () => this.showTimes(!place.store.wishes.times),
      close: place.close,
    }, place.titleLevel);
    this.header.refresh(false);
    this.resize(0);
    this.showTimes(Boolean(place.store.wishes.times));
    window.addEventListener('online', () => { this.conversation.wake(); this.sender.run(); });
  }

  /** Loads the sentences, then asks for consent or goes on where the user was. */
  async begin(): Promise<void> {
    const waiting = make('p', { class: 'waiting', role: 'status' });
    this.body.replaceChildren(waiting);
    await patiently(() => this.useFirstLanguage(), () => { waiting.textContent = this.ui.say('widget.offline'); });
    if (this.conversation.exists) this.resume();
    else this.askConsent();
  }

  focus(): void {
    (this.header.element.querySelector('.title') as HTMLElement).focus({ preventScroll: true });
  }

  /** The element has left the page: nothing goes on in the background. */
  rest(): void {
    this.speaker.stop();
    this.conversation.rest();
  }

  private askConsent(notice = ''): void {
    const consent = makeConsent(this.ui, () => this.agree(), this.place.close);
    const told = make('p', { class: 'notice', role: 'status' });
    this.body.replaceChildren(told, consent);
    if (notice) told.append(this.ui.text('span', notice));
    this.header.refresh(false);
  }

  private agree(): void {
    this.showChat();
    if (matchMedia('(pointer: fine)').matches) this.composer.focus();
    else this.log.element.focus({ preventScroll: true });
    this.ready = this.untilItWorks(() => this.start());
  }

  private showChat(): void {
    const { base } = this.place;
    this.log = new Log(this.ui, {
      base,
      choose: (button, language) => this.choose(button, language),
      rate: (vote) => request('POST', `${base}/api/feedback`, vote),
      tell: (key) => this.tell(key),
    }, this.speaker);
    this.composer = new Composer(this.ui, (text) => this.say({ text }));
    this.body.replaceChildren(this.log.element, this.composer.element);
    this.header.refresh(true);
  }

  private async start(): Promise<void> {
    const talk = await this.conversation.begin(this.ui.language);
    this.log.addHistory(talk.messages, false);
    talk.messages.forEach((message) => this.log.announce(message));
  }

  private resume(): void {
    this.showChat();
    const waiting = this.place.store.kept?.waiting || [];
    this.ready = this.untilItWorks(async () => {
      const talk = await this.conversation.resume();
      await this.follow(talk.language);
      this.log.addHistory(talk.messages, true);
    }).catch((problem) => {
      if (!problem.isGone) throw problem;
      this.gone();
    });
    waiting.forEach((item) => this.sender.enqueue(item));
  }

  /** The conversation has expired or was erased elsewhere. */
  private gone(): void {
    this.sender.drop();
    this.conversation.forget();
    this.askConsent('error.conversation_gone');
  }

  // Only a conversation that is gone ends the trying.
  private untilItWorks(task: () => Promise<unknown>): Promise<void> {
    return patiently(task, (problem) => this.composer.tell(keyOf(problem, 'widget.offline'))).then(() => this.composer.tell(''));
  }

  private async showReply(talk: Talk, mayFollow: boolean): Promise<void> {
    if (mayFollow) await this.follow(talk.language);
    this.log.addReplies(talk.messages.filter((message) => message.from !== 'user'));
  }

  private say(content: Partial<Item>): void {
    this.composer.tell('');
    this.sender.post(content);
  }

  private choose({ title, payload }: Button, language: string): void {
    this.say({ payload, title, language });
  }

  private async changeLanguage(code: string): Promise<void> {
    try {
      await this.useLanguage(code);
      this.keepLanguage();
    } catch (problem) {
      this.tell(keyOf(problem as Problem, 'widget.sending_failed'));
      return this.header.refresh(this.conversation.exists);
    }
    if (this.conversation.exists) this.sender.post({ payload: `/choose_language${JSON.stringify({ language: code })}` });
  }

  private async follow(language: string): Promise<void> {
    if (language && language !== this.ui.language) await this.useLanguage(language).then(() => this.keepLanguage(), () => {});
  }

  // Chosen or written in: before that nothing is kept.
  private keepLanguage(): void {
    this.place.store.wishes = { ...this.place.store.wishes, language: this.ui.language };
  }

  // The script may know a language that the server no longer has.
  private useFirstLanguage(): Promise<void> {
    return this.useLanguage(this.ui.language).catch((problem: Problem) => {
      if (!problem.isFinal) throw problem;
      return this.useLanguage('de');
    });
  }

  /** When several are asked for at once, the last one wins. */
  private async useLanguage(code: string): Promise<void> {
    this.newestWish = code;
    const wording = await loadWording(this.place.base, code);
    if (this.newestWish !== code) return;
    this.ui.use(wording);
    this.header.refresh(this.conversation.exists);
    this.place.onLanguage();
  }

  private async startAgain(): Promise<void> {
    if (!(await confirmed(this.ui, 'widget.restart_sure', 'widget.start_again'))) return this.header.focusMenu();
    if (await this.eraseConversation()) this.agree();
  }

  private async erase(): Promise<void> {
    if (!(await confirmed(this.ui, 'widget.erase_sure', 'widget.erase'))) return this.header.focusMenu();
    if (!(await this.eraseConversation())) return;
    this.place.store.wishes = {};
    this.resize(0);
    this.askConsent('widget.erased');
    this.focus();
  }

  private async eraseConversation(): Promise<boolean> {
    this.speaker.stop();
    const unsent = this.sender.drop();
    try {
      await this.conversation.erase();
      return true;
    } catch (problem) {
      this.composer.tell(keyOf(problem as Problem, 'widget.sending_failed'));
      this.sender.restore(unsent);
      return false;
    }
  }

  private tell(key: string): void {
    this.composer?.tell(key);
    setTimeout(() => this.composer?.tell(''), TOLD_FOR);
  }

  private resize(step: number): void {
    const { store } = this.place;
    const size = Math.min(Math.max((store.wishes.size || 0) + step, -1), SIZES - 1);
    if (step) store.wishes = { ...store.wishes, size };
    this.ui.root.dataset.size = String(size);
  }

  private showTimes(isShown: boolean): void {
    const { store } = this.place;
    if (isShown !== Boolean(store.wishes.times)) store.wishes = { ...store.wishes, times: isShown };
    this.ui.root.classList.toggle('times', isShown);
  }
}
