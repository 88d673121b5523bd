import { makeAppointment } from './appointment';
import { makeFoot, makeRating, type Rate } from './card';
import { make, makeButton } from './dom';
import { formatTime } from './language';
import { parse, plainText } from './markdown';
import { render, renderFolded } from './rich';
import type { Speaker } from './speech';
import type { Button, Message } from './types';
import type { Ui } from './ui';

export interface Actions {
  base: string;
  choose(button: Button, language: string): void;
  rate: Rate;
  tell(key: string): void;
}

/** What the user wrote, as plain text. */
export function makeOwn(text: string, language: string, ui: Ui, at?: string): HTMLLIElement {
  return make(
    'li', { class: 'message own' },
    ui.unseen('widget.you', ': '),
    make('p', { class: 'text', dir: 'auto', lang: language }, text),
    makeTime(at, ui),
  );
}

/** A message of Lotse: its text, what belongs to it, and buttons to answer with. */
export function makeReply(message: Message, actions: Actions, speaker: Speaker, ui: Ui): HTMLLIElement {
  const { type, language, answer, appointment } = message;
  const folds = type === 'answer';
  const text = make('div', { class: 'text' }, ...(folds ? renderFolded : render)(message.text, language, ui));
  const bubble = make(
    'div', { class: 'bubble' },
    ui.unseen('widget.lotse', ': '),
    text,
    appointment && makeAppointment(message, actions.base, (button) => actions.choose(button, language), ui),
    answer && makeFoot(answer, ui),
    answer && makeRating(message, actions.rate, ui),
    makeTools(message, text, actions, speaker, ui),
  );
  const attributes = { class: `message lotse ${type}`, lang: language, dir: ui.directionOf(language) };
  return make('li', attributes, bubble, makeOptions(message, actions, ui), makeTime(message.at, ui));
}

/** What a screen reader says about a message when it comes. */
export function spokenText(message: Message): string {
  const titles = (message.buttons || []).map((button) => button.title);
  return [plainText(parse(message.text, message.language)), ...titles].join('\n');
}

function makeTime(at: string | undefined, ui: Ui): HTMLElement {
  const moment = at || new Date().toISOString();
  return make('time', { datetime: moment, dir: 'ltr' }, formatTime(moment, ui.language));
}

function makeOptions({ buttons, type, language, appointment }: Message, actions: Actions, ui: Ui): HTMLElement | null {
  // Free times stand in the grid already.
  const inGrid = new Set(appointment?.days?.flatMap((day) => day.slots.map((slot) => slot.payload)));
  const left = (buttons || []).filter((button) => !inGrid.has(button.payload));
  if (!left.length) return null;
  const isStacked = type === 'choices' || type === 'appointment';
  return make(
    'div', { class: isStacked ? 'options stacked' : 'options', role: 'group', 'aria-label': ui.say('widget.suggestions') },
    ...left.map((button) => makeButton({ class: 'chip', dir: 'auto' }, () => actions.choose(button, language), button.title)),
  );
}

function makeTools(message: Message, text: HTMLElement, actions: Actions, speaker: Speaker, ui: Ui): HTMLElement {
  const { language, answer } = message;
  const tools = make('div', { class: 'tools', lang: ui.language, dir: ui.wording.direction });
  const read = makeReader(text, language, speaker, ui);
  tools.append(read);
  if (answer) {
    const whole = [plainText(parse(message.text, language)), ...answer.sources.map(({ title, url }) => `${title}: ${url}`)].join('\n');
    if (navigator.clipboard) {
      tools.append(ui.pictureButton('copy', 'widget.copy', async () => { await navigator.clipboard.writeText(whole); actions.tell('widget.copied'); }));
    }
    if (typeof navigator.share === 'function') {
      tools.append(ui.pictureButton('share', 'widget.share', () => { navigator.share({ text: whole }).catch(() => {}); }));
    }
    tools.append(ui.pictureButton('print', 'widget.print', () => print(text.closest('.message')!)));
  }
  return tools;
}

function makeReader(text: HTMLElement, language: string, speaker: Speaker, ui: Ui): HTMLButtonElement {
  const button = ui.pictureButton('speak', 'widget.read_aloud', () => {
    if (speaker.isReading(button)) return speaker.stop();
    text.querySelectorAll('details').forEach((rest) => { rest.open = true; });
    speaker.read(text, language, button);
    relabel(button, 'widget.stop_reading', true, ui);
  }, { class: 'reader' });
  button.hidden = !speaker.hasVoice(language);
  speaker.onVoices(() => { button.hidden = !speaker.hasVoice(language); });
  return button;
}

/** Names the button for what it does now. */
export function relabel(button: HTMLElement, key: string, isPressed: boolean, ui: Ui): void {
  button.dataset.l = key;
  button.title = ui.say(key);
  button.setAttribute('aria-label', ui.say(key));
  button.classList.toggle('on', isPressed);
}

// The page's own print styles know nothing of the widget: a frame of its own prints the card alone.
function print(card: Element): void {
  const frame = make('iframe', { hidden: true });
  document.body.append(frame);
  const sheet = frame.contentDocument!;
  const copy = sheet.importNode(card, true);
  copy.querySelectorAll('button, .tools, .rating, .options, summary').forEach((element) => element.remove());
  copy.querySelectorAll('details').forEach((rest) => { rest.open = true; });
  copy.querySelectorAll('a').forEach((link) => link.append(` (${link.href})`));
  sheet.body.append(copy);
  sheet.documentElement.lang = card.getAttribute('lang') || '';
  sheet.documentElement.dir = card.getAttribute('dir') || '';
  frame.contentWindow!.print();
  setTimeout(() => frame.remove(), 1000);
}
