import { Problem, request } from './api';
import type { Store } from './store';
import { Stream } from './stream';
import type { Begun, Item, Message, Talk } from './types';

export interface Events {
  onMessages(messages: Message[]): void;
  onGone(): void;
}

/** The conversation with the server: begins, sends, listens, resumes, erases. */
export class Conversation {
  private stream: Stream | null = null;
  private held: Message[] = [];
  private isSending = false;
  private last = 0;

  constructor(private readonly base: string, private readonly store: Store, private readonly events: Events) {}

  get exists(): boolean {
    return this.store.kept !== null;
  }

  async begin(language: string): Promise<Talk> {
    const begun = await request<Begun>('POST', `${this.base}/api/conversations`, { language });
    this.store.kept = { id: begun.conversation, token: begun.token, waiting: this.store.kept?.waiting || [] };
    this.rest();
    this.last = 0;
    return this.seen(begun);
  }

  /** All messages so far. */
  async resume(): Promise<Talk> {
    const talk = await request<Talk>('GET', `${this.path()}/messages?after=0`, undefined, this.token());
    this.listen();
    return this.seen(talk);
  }

  /** Sends over the socket if it is open, else, or if it breaks, as a plain request: the id keeps it from counting twice. */
  async send(item: Item): Promise<Talk> {
    this.isSending = true;
    const talk = await this.throughStream(item).catch((problem: Problem) => {
      if (problem.code !== 'network') throw problem;
      const { client_id, text, payload } = item;
      return request<Talk>('POST', `${this.path()}/messages`, { client_id, text, payload }, this.token());
    }).catch((problem: Problem) => {
      this.isSending = problem.code === 'network'; // it may have arrived all the same
      throw problem;
    });
    this.isSending = false;
    this.listen();
    return this.withHeld(talk);
  }

  /** Tries to reach the server now. */
  wake(): void {
    this.stream?.connect();
  }

  /** Stops listening until the next message. */
  rest(): void {
    this.stream?.close();
    this.stream = null;
  }

  /** Erases everything on the server and here. A conversation that is gone already counts as erased. */
  async erase(): Promise<void> {
    try {
      if (this.exists) await request('DELETE', this.path(), undefined, this.token());
    } catch (problem) {
      if (!(problem as Problem).isGone) throw problem;
    }
    this.forget();
  }

  forget(): void {
    this.rest();
    this.held = [];
    this.last = 0;
    this.isSending = false;
    this.store.kept = null;
  }

  private async throughStream(item: Item): Promise<Talk> {
    if (!this.stream?.isOpen || navigator.onLine === false) throw new Problem('network');
    return this.stream.send(item);
  }

  private listen(): void {
    if (this.stream) return;
    const address = `${this.path().replace(/^http/, 'ws')}/stream`;
    this.stream = new Stream(address, this.token(), {
      onMessage: (message) => this.hear(message),
      onGone: () => this.events.onGone(),
      last: () => this.last,
    });
  }

  // While a message is on its way, what comes over the socket may be its echo or its answer: it is held back.
  private hear(message: Message): void {
    if (this.isSending) this.held.push(message);
    else if (message.id > this.last) this.events.onMessages(this.seen({ language: '', messages: [message] }).messages);
  }

  // The number before the first answer is that of the user's own message, which is shown already.
  private withHeld(talk: Talk): Talk {
    const own = Math.min(...talk.messages.map((message) => message.id)) - 1;
    const answers = new Set(talk.messages.map((message) => message.id));
    const others = this.held.filter(({ id }) => id > this.last && id !== own && !answers.has(id));
    this.held = [];
    const messages = [...talk.messages, ...others].sort((one, other) => one.id - other.id);
    return this.seen({ ...talk, messages });
  }

  private seen(talk: Talk): Talk {
    this.last = Math.max(this.last, ...talk.messages.map((message) => message.id));
    return talk;
  }

  private path(): string {
    return `${this.base}/api/conversations/${encodeURIComponent(this.store.kept?.id || '')}`;
  }

  private token(): string {
    return this.store.kept?.token || '';
  }
}
