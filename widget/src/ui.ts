import { make, makeButton, makeLink } from './dom';
import { icon, type Icon } from './icons';
import { sentence, splitNumbers } from './language';
import type { Wording } from './types';

/** The element's strings in the language of the moment; a change of language renews those on the screen. */
export class Ui {
  wording: Wording;

  constructor(readonly root: HTMLElement, wording: Wording) {
    this.wording = wording;
  }

  get language(): string {
    return this.wording.language;
  }

  say(key: string, values?: Record<string, string | number>): string {
    return sentence(this.wording, key, values);
  }

  directionOf(code: string): string {
    return this.wording.languages.find((language) => language.code === code)?.direction || 'auto';
  }

  /** An element whose text follows the language. */
  text<K extends keyof HTMLElementTagNameMap>(tag: K, key: string, attributes: Record<string, string> = {}): HTMLElementTagNameMap[K] {
    return make(tag, { ...attributes, 'data-t': key }, this.say(key));
  }

  /** A button that shows a picture and is named by a sentence. */
  pictureButton(name: Icon, key: string, onClick: (event: Event) => void, attributes: Record<string, string> = {}): HTMLButtonElement {
    const label = this.say(key);
    return makeButton(
      { ...attributes, class: `quiet ${attributes.class || ''}`, 'data-l': key, 'aria-label': label, title: label },
      onClick, icon(name),
    );
  }

  /** A button with a picture and its words beside it. */
  wordButton(name: Icon, key: string, onClick: (event: Event) => void, attributes: Record<string, string | boolean> = {}): HTMLButtonElement {
    return makeButton(attributes, onClick, icon(name), this.text('span', key));
  }

  unseen(key: string, mark = ''): HTMLElement {
    return make('span', { class: 'unseen', lang: this.language }, this.say(key) + mark);
  }

  /** The emergency numbers as links within their sentence. */
  fillCrisis(line: HTMLElement, text: string): void {
    line.replaceChildren(...splitNumbers(text).map((part, index) => (
      index % 2 ? makeLink(`tel:${part}`, { dir: 'ltr' }, part) : part)));
  }

  use(wording: Wording): void {
    this.wording = wording;
    this.root.lang = wording.language;
    this.root.dir = wording.direction;
    this.root.querySelectorAll<HTMLElement>('[data-t]').forEach((element) => { element.textContent = this.say(element.dataset.t!); });
    this.root.querySelectorAll<HTMLElement>('[data-l]').forEach((element) => {
      const label = this.say(element.dataset.l!);
      element.setAttribute('aria-label', label);
      if (element.title) element.title = label;
    });
    this.root.querySelectorAll<HTMLElement>('[data-p]').forEach((element) => element.setAttribute('placeholder', this.say(element.dataset.p!)));
    this.root.querySelectorAll<HTMLElement>('.emergency').forEach((line) => this.fillCrisis(line, this.say('widget.crisis')));
  }
}
