import { make } from './dom';
import { Dictation } from './dictation';
import { icon } from './icons';
import { relabel } from './message';
import type { Ui } from './ui';

/** The field to write in; it grows with the text. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly input: HTMLTextAreaElement;
  private readonly status: HTMLElement;
  private readonly dictation = new Dictation();

  constructor(private readonly ui: Ui, private readonly send: (text: string) => void) {
    const label = { 'data-l': 'widget.input', 'aria-label': ui.say('widget.input') };
    this.input = make('textarea', {
      rows: 1, maxlength: ui.wording.max_chars, dir: 'auto', enterkeyhint: 'send', autocomplete: 'off', part: 'input',
      'data-p': 'widget.placeholder', placeholder: ui.say('widget.placeholder'), ...label,
    });
    this.status = make('p', { class: 'status', role: 'status' });
    const sendLabel = ui.say('widget.send');
    const button = make('button', { type: 'submit', class: 'send', part: 'send', 'data-l': 'widget.send', 'aria-label': sendLabel, title: sendLabel }, icon('go'));
    this.element = make('form', { class: 'composer', part: 'composer', autocomplete: 'off' }, this.status, make('div', { class: 'row' }, this.input, this.makeMicrophone(), button));
    this.listen();
  }

  /** A sentence above the field, or none. */
  tell(key: string): void {
    this.status.dataset.t = key;
    this.status.textContent = key && this.ui.say(key);
  }

  focus(): void {
    this.input.focus({ preventScroll: true });
  }

  private listen(): void {
    this.element.addEventListener('submit', (event) => { event.preventDefault(); this.submit(); this.focus(); });
    this.input.addEventListener('input', () => this.fit());
    this.input.addEventListener('keydown', (event) => {
      // Enter also confirms a word in input methods (Vietnamese, for example).
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.submit();
    });
  }

  private submit(): void {
    const text = this.input.value.trim();
    if (!text) return;
    this.dictation.stop();
    this.input.value = '';
    this.fit();
    this.send(text);
  }

  private fit(): void {
    const { input } = this;
    input.style.height = '';
    if (input.value) input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }

  private makeMicrophone(): HTMLElement | null {
    if (!Dictation.isPossible) return null;
    const button = this.ui.pictureButton('microphone', 'widget.dictate', () => {
      if (this.dictation.isListening) return this.dictation.stop();
      const before = this.input.value && `${this.input.value} `;
      this.tell('widget.dictating');
      relabel(button, 'widget.stop_dictating', true, this.ui);
      this.dictation.start(
        this.ui.language,
        (text) => { this.input.value = before + text; this.fit(); },
        () => { this.tell(''); relabel(button, 'widget.dictate', false, this.ui); this.focus(); },
      );
    }, { class: 'microphone' });
    return button;
  }
}
