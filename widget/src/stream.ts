import { Problem } from './api';
import type { Item, Message, Talk } from './types';

const ANSWER_WITHIN = 10000;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;
const TRIES_WITHOUT_SUCCESS = 3;
const GONE = [4401, 4404];

export interface Listener {
  onMessage(message: Message): void;
  onGone(): void;
  /** The number of the newest message that is known already. */
  last(): number;
}

interface Waiting {
  resolve(talk: Talk): void;
  reject(problem: Problem): void;
}

/** The WebSocket of a conversation: opens again after a break, gives up where sockets never get through. */
export class Stream {
  private socket: WebSocket | null = null;
  private waiting = new Map<string, Waiting>();
  private wait = FIRST_WAIT;
  private failures = 0;
  private timer = 0;
  private isClosed = false;

  constructor(private readonly address: string, private readonly token: string, private readonly listener: Listener) {
    this.connect();
  }

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Sends and waits for the answer. Rejects with a Problem; sending again with the same id does no harm. */
  send(item: Item): Promise<Talk> {
    return new Promise((resolve, reject) => {
      const { client_id, text, payload } = item;
      const timer = setTimeout(() => this.settle(client_id)?.reject(new Problem('network')), ANSWER_WITHIN);
      const done = <T>(act: (value: T) => void) => (value: T) => { clearTimeout(timer); act(value); };
      this.waiting.set(client_id, { resolve: done(resolve), reject: done(reject) });
      this.socket!.send(JSON.stringify({ client_id, text, payload }));
    });
  }

  /** Tries at once, for example when the network is back. */
  connect(): void {
    clearTimeout(this.timer);
    if (this.isClosed || this.socket) return;
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.onopen = () => {
      socket.send(JSON.stringify({ token: this.token, after: this.listener.last() }));
      this.wait = FIRST_WAIT;
      this.failures = -Infinity;
    };
    socket.onmessage = (event) => this.take(JSON.parse(event.data));
    socket.onclose = (event) => this.closed(event.code);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    const { socket } = this;
    // A socket that is closed while it opens would leave a warning in the page's console.
    if (socket?.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
    else socket?.close();
  }

  private take(data: Message & Talk & { code?: string }): void {
    if (this.isClosed) return;
    const waiting = data.client_id === undefined ? undefined : this.settle(data.client_id);
    if (waiting) {
      if (data.code) waiting.reject(new Problem(data.code));
      else waiting.resolve(data);
    } else if (data.id) {
      this.listener.onMessage(data);
    }
  }

  private settle(clientId: string): Waiting | undefined {
    const waiting = this.waiting.get(clientId);
    this.waiting.delete(clientId);
    return waiting;
  }

  private closed(code: number): void {
    this.socket = null;
    this.waiting.forEach((waiting) => waiting.reject(new Problem('network')));
    this.waiting.clear();
    if (this.isClosed) return;
    if (GONE.includes(code)) {
      this.isClosed = true;
      this.listener.onGone();
      return;
    }
    this.failures += 1;
    if (this.failures >= TRIES_WITHOUT_SUCCESS) return;
    this.timer = window.setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }
}
