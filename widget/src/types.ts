/** What the API sends and takes: see docs/api.md. */

export type Direction = 'ltr' | 'rtl';

export interface Button {
  title: string;
  payload: string;
}

export interface Source {
  title: string;
  url: string;
}

export interface Answer {
  entry: string;
  sources: Source[];
  as_of: string;
  valid_until?: string;
  changing?: boolean;
  translation: 'original' | 'reviewed' | 'machine';
}

export interface Day {
  date: string;
  label: string;
  slots: Button[];
}

export interface Appointment {
  step: string;
  days?: Day[];
  office?: string;
  address?: string;
  way?: string;
  start?: string;
  end?: string;
  manage_url?: string;
  ics_url?: string;
  route_url?: string;
}

export interface Message {
  id: number;
  from: 'user' | 'lotse';
  type: 'text' | 'answer' | 'choices' | 'crisis' | 'appointment';
  text: string;
  language: string;
  at?: string;
  buttons?: Button[];
  answer?: Answer;
  appointment?: Appointment;
}

export interface Talk {
  language: string;
  messages: Message[];
  client_id?: string;
}

export interface Begun extends Talk {
  conversation: string;
  token: string;
}

export interface Language {
  code: string;
  name: string;
  direction: Direction;
}

/** Sentences and settings of one language. */
export interface Wording {
  language: string;
  direction: Direction;
  sentences: Record<string, string>;
  languages: Language[];
  links: { imprint?: string; privacy?: string };
  hours: number;
  max_chars: number;
}

/** A message on its way: a text or the payload of a button. */
export interface Item {
  client_id: string;
  text?: string;
  payload?: string;
  title?: string;
  language?: string;
}
