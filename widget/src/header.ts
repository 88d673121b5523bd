import { make, makeButton } from './dom';
import { icon } from './icons';
import { makeOperator } from './consent';
import type { Language } from './types';
import type { Ui } from './ui';

const FILL_AFTER = 300;

export interface Wants {
  language(code: string): void;
  restart(): void;
  erase(): void;
  size(step: number): void;
  times(): void;
  close: (() => void) | null;
}

/** Name, language, menu, and the emergency numbers, which are there before anything else. */
export class Header {
  readonly element: HTMLElement;
  private readonly picker: HTMLSelectElement;
  private readonly menu: HTMLElement;
  private readonly opener: HTMLButtonElement;
  private filling = 0;

  constructor(private readonly ui: Ui, private readonly wants: Wants, titleLevel: 'h1' | 'h2') {
    this.picker = make('select', { class: 'language', 'data-l': 'widget.language', 'aria-label': ui.say('widget.language') });
    this.picker.addEventListener('change', () => wants.language(this.picker.value));
    this.menu = make('div', { class: 'menu', hidden: true });
    this.opener = ui.pictureButton('dots3', 'widget.menu', () => this.toggle(), { 'aria-expanded': 'false', class: 'opener' });
    const emergency = make('p', { class: 'emergency' });
    ui.fillCrisis(emergency, ui.say('widget.crisis'));
    this.element = make(
      'div', { class: 'header', part: 'header' },
      make(
        'div', { class: 'bar' },
        make(titleLevel, { class: 'title', tabindex: '-1' }, make('span', { class: 'mark', 'aria-hidden': 'true' }, icon('chat')), 'Lotse'),
        make('div', { class: 'controls' },
          make('span', { class: 'picker' }, icon('globe'), this.picker), this.opener,
          wants.close && ui.pictureButton('close', 'widget.close', wants.close, { class: 'closer' })),
      ),
      this.menu, emergency,
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.menu.hidden) return;
      event.stopPropagation();
      event.preventDefault();
      this.toggle(false);
      this.opener.focus();
    });
  }

  /** Fills in what the wording brings: languages and the operator's links. */
  refresh(hasConversation: boolean): void {
    const { ui, wants } = this;
    this.fillPicker();
    const act = (task: () => void) => () => { this.toggle(false); task(); };
    this.menu.replaceChildren(...[
      hasConversation && ui.wordButton('plus', 'widget.start_again', act(wants.restart)),
      hasConversation && ui.wordButton('trash', 'widget.erase', act(wants.erase), { class: 'erase' }),
      ui.wordButton('larger', 'widget.larger', () => wants.size(1)),
      ui.wordButton('smaller', 'widget.smaller', () => wants.size(-1)),
      hasConversation && ui.wordButton('clock', 'widget.times', act(wants.times)),
      makeOperator(ui),
    ].filter((entry): entry is HTMLElement => Boolean(entry)));
  }

  // At first the language in use alone: the names in all their scripts would hold up the opening.
  private fillPicker(): void {
    const { languages, language } = this.ui.wording;
    const option = ({ code, name, direction }: Language) => make('option', { value: code, lang: code, dir: direction }, name);
    const isFull = this.picker.length === languages.length;
    if (!isFull) {
      this.picker.replaceChildren(...languages.filter(({ code }) => code === language).map(option));
      clearTimeout(this.filling);
      this.filling = window.setTimeout(() => {
        this.picker.replaceChildren(...languages.map(option));
        this.picker.value = this.ui.language;
      }, FILL_AFTER);
    }
    this.picker.value = language;
  }

  focusMenu(): void {
    this.opener.focus({ preventScroll: true });
  }

  private toggle(isOpen = this.menu.hidden): void {
    this.menu.hidden = !isOpen;
    this.opener.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) this.menu.querySelector('button')?.focus();
  }
}

/** Asks before something is deleted; resolves to whether the user agrees. */
export function confirmed(ui: Ui, question: string, yes: string): Promise<boolean> {
  return new Promise((resolve) => {
    const text = ui.text('p', question, { id: 'sure' });
    const end = (agrees: boolean) => { dialog.close(); resolve(agrees); };
    const dialog = make(
      'dialog', { class: 'sure', 'aria-labelledby': 'sure' }, text,
      make('div', { class: 'decide' },
        makeButton({ class: 'strong danger' }, () => end(true), ui.text('span', yes)),
        makeButton({ class: 'plain' }, () => end(false), ui.text('span', 'widget.cancel'))),
    );
    dialog.addEventListener('close', () => { dialog.remove(); resolve(false); });
    dialog.addEventListener('keydown', (event) => event.stopPropagation());
    ui.root.append(dialog);
    dialog.showModal();
  });
}
