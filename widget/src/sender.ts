import { newClientId, type Problem } from './api';
import type { Conversation } from './conversation';
import { Outbox } from './outbox';
import { pause } from './patience';
import type { Store } from './store';
import type { Item, Talk } from './types';

/** What sending changes on the screen. */
export interface Screen {
  /** Resolves when a conversation has begun. */
  ready(): Promise<unknown>;
  language(): string;
  showOwn(text: string, language: string | undefined): HTMLElement;
  showTyping(isTyping: boolean): void;
  showReply(talk: Talk, mayFollow: boolean): Promise<void>;
  showFailure(key: string, onRetry: (() => void) | null, own: HTMLElement | null): HTMLElement;
}

/** Sends what the user says, in order and once, and keeps it until it has gone out. */
export class Sender {
  private readonly shown = new Map<string, HTMLElement>();
  private readonly notes = new Map<string, HTMLElement>();
  private outbox = this.newOutbox();
  private failures = 0;

  constructor(private readonly conversation: Conversation, private readonly store: Store, private readonly screen: Screen) {}

  post(content: Partial<Item>): void {
    this.enqueue({ client_id: newClientId(), ...content });
  }

  /** Shows a message and puts it in line; one from before a reload keeps its id. */
  enqueue(item: Item): void {
    const text = item.text || item.title;
    if (text) this.shown.set(item.client_id, this.screen.showOwn(text, item.language));
    this.outbox.add(item);
  }

  run(): void {
    this.outbox.run();
  }

  /** Forgets the line and hands it back. */
  drop(): Item[] {
    const unsent = this.outbox.close();
    this.outbox = this.newOutbox();
    return unsent;
  }

  /** Puts back what was dropped. */
  restore(items: Item[]): void {
    items.forEach((item) => this.outbox.add(item));
  }

  private newOutbox(): Outbox<Item, Talk> {
    return new Outbox<Item, Talk>({
      deliver: (item) => this.deliver(item),
      onReply: (talk) => this.takeReply(talk),
      onFailure: (problem, item) => this.fail(problem, item),
      onChange: (waiting) => this.keep(waiting),
    });
  }

  private async deliver(item: Item): Promise<Talk> {
    await this.screen.ready();
    this.notes.get(item.client_id)?.remove();
    this.screen.showTyping(true);
    try {
      return await this.conversation.send(item);
    } catch (error) {
      if (!(error as Problem).isGone) throw error;
      // After a new start the welcome is not shown again: the question comes first.
      await this.conversation.begin(this.screen.language());
      return await this.conversation.send(item);
    } finally {
      this.screen.showTyping(false);
    }
  }

  // An answer written before a change of language must not change the chat back.
  private takeReply(talk: Talk): Promise<void> {
    this.failures = 0;
    return this.screen.showReply(talk, !this.outbox.hasLater(isLanguageChange));
  }

  private fail(problem: Problem, item: Item): void {
    const key = keyOf(problem, navigator.onLine === false ? 'widget.offline' : 'widget.sending_failed');
    const retry = problem.isFinal ? null : () => this.outbox.retry(item);
    this.notes.get(item.client_id)?.remove();
    this.notes.set(item.client_id, this.screen.showFailure(key, retry, this.shown.get(item.client_id) || null));
    if (problem.isOfMessage) return;
    const { outbox } = this;
    this.failures += 1;
    pause(this.failures).then(() => outbox.run());
  }

  private keep(waiting: Item[]): void {
    const { kept } = this.store;
    if (kept) this.store.kept = { ...kept, waiting: [...waiting] };
  }
}

function isLanguageChange(item: Item): boolean {
  return Boolean(item.payload?.startsWith('/choose_language'));
}

/** The sentence for a problem; a network that fails is called what the situation makes of it. */
export function keyOf(problem: Problem, networkKey: string): string {
  return problem.code === 'network' ? networkKey : `error.${problem.code}`;
}
