import type { Item } from './types';

/** What the browser keeps while a conversation lives: its key, and messages that have not gone out yet. */
export interface Kept {
  id: string;
  token: string;
  waiting: Item[];
}

/** The user's choices, kept without a conversation too. */
export interface Wishes {
  language?: string;
  size?: number;
  times?: boolean;
}

/** Local storage under a name of its own; where there is none, memory: then a reload starts anew. */
export class Store {
  private readonly memory: Record<string, unknown> = {};

  constructor(private readonly name: string) {}

  get kept(): Kept | null {
    return this.read<Kept>('conversation');
  }

  set kept(kept: Kept | null) {
    this.write('conversation', kept);
  }

  get wishes(): Wishes {
    return this.read<Wishes>('wishes') || {};
  }

  set wishes(wishes: Wishes) {
    this.write('wishes', wishes);
  }

  private read<T>(part: string): T | null {
    try { return JSON.parse(localStorage.getItem(`${this.name}.${part}`) || 'null'); } catch { return (this.memory[part] as T) || null; }
  }

  private write(part: string, value: unknown): void {
    this.memory[part] = value;
    try {
      if (value === null) localStorage.removeItem(`${this.name}.${part}`);
      else localStorage.setItem(`${this.name}.${part}`, JSON.stringify(value));
    } catch { /* full, switched off, or a frame on somebody else's page */ }
  }
}
