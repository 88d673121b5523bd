import type { Problem } from './api';

export interface Handlers<Item, Reply> {
  deliver(item: Item): Promise<Reply>;
  onReply(reply: Reply, item: Item): unknown;
  onFailure(problem: Problem, item: Item): void;
  onChange?(waiting: Item[]): void;
}

/**
 * Sends items one after the other. A failed item stays first in line, so that the order holds, until `run` or
 * `retry` is called; if the failure is of this item only, it leaves the line and the next one is sent.
 */
export class Outbox<Item, Reply> {
  private line: Item[] = [];
  private isRunning = false;
  private isClosed = false;

  constructor(private readonly handlers: Handlers<Item, Reply>) {}

  get isEmpty(): boolean {
    return this.line.length === 0;
  }

  add(item: Item): Promise<void> {
    this.line.push(item);
    this.changed();
    return this.run();
  }

  async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    while (this.line.length && (await this.sendFirst()) && !this.isClosed) {
      this.line.shift();
      this.changed();
    }
    this.isRunning = false;
  }

  /** Sends a failed item again, at the end of the line if it has left it. */
  retry(item: Item): Promise<void> {
    if (!this.line.includes(item)) this.line.push(item);
    return this.run();
  }

  /** Stops for good and hands back what was not sent. */
  close(): Item[] {
    this.isClosed = true;
    const unsent = this.line;
    this.line = [];
    return unsent;
  }

  hasLater(test: (item: Item) => boolean): boolean {
    return this.line.slice(1).some(test);
  }

  private async sendFirst(): Promise<boolean> {
    const item = this.line[0];
    try {
      const reply = await this.handlers.deliver(item);
      if (!this.isClosed) await this.handlers.onReply(reply, item);
      return true;
    } catch (error) {
      const problem = error as Problem;
      if (!this.isClosed) this.handlers.onFailure(problem, item);
      return Boolean(problem.isOfMessage);
    }
  }

  private changed(): void {
    if (!this.isClosed) this.handlers.onChange?.(this.line);
  }
}
