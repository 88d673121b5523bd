import type { Problem } from './api';
import { make, makeButton } from './dom';
import { formatDate } from './language';
import { isSafeAddress } from './markdown';
import { outside } from './rich';
import type { Answer, Message, Source } from './types';
import type { Ui } from './ui';

const REASONS = ['question', 'hard', 'wrong'];

export interface Vote {
  entry: string;
  language: string;
  helpful: boolean;
  reason?: string;
}

export type Rate = (vote: Vote) => Promise<unknown>;

/**
 * The foot of an answer: sources, dates and notes. It speaks the language of the chat, because whoever gets a German
 * text for want of a translation must still understand how far to trust it.
 */
export function makeFoot(answer: Answer, ui: Ui): HTMLElement {
  const note = (key: string) => make('p', { class: 'note' }, ui.say(key));
  return make(
    'div', { class: 'foot', lang: ui.language, dir: ui.wording.direction },
    answer.translation === 'machine' && note('label.machine'),
    answer.changing && note('label.changing'),
    answer.sources.length > 0 && makeSources(answer.sources, ui),
    make('p', { class: 'dates' }, ...makeDates(answer, ui)),
    make('p', {}, ui.say('label.no_legal_advice')),
  );
}

function makeSources(sources: Source[], ui: Ui): HTMLElement {
  const label = ui.say(sources.length > 1 ? 'label.sources' : 'label.source');
  return make('div', { class: 'sources' }, make('p', { class: 'label' }, label), make('ul', {}, ...sources.map((source) => make('li', {}, makeSource(source, ui)))));
}

function makeSource({ title, url }: Source, ui: Ui): HTMLElement {
  const name = make('bdi', { lang: 'de' }, title);
  return isSafeAddress(url) ? outside(url, ui, {}, name) : name;
}

function makeDates(answer: Answer, ui: Ui): HTMLElement[] {
  return [['label.as_of', answer.as_of], ['label.valid_until', answer.valid_until]]
    .filter(([, date]) => date)
    .map(([key, date]) => make('span', {}, ui.say(key!, { date: formatDate(date!, ui.language) })));
}

/** "Did this help?", and after a no the question why, which need not be answered. */
export function makeRating({ answer, language }: Message, rate: Rate, ui: Ui): HTMLElement {
  const vote = { entry: answer!.entry, language };
  const question = ui.say('widget.helpful');
  const result = make('p', { class: 'result', tabindex: '-1', role: 'status' });
  const box = make('div', { class: 'rating', lang: ui.language, dir: ui.wording.direction });
  const tell = async (helpful: boolean, reason?: string) => {
    try {
      await rate({ ...vote, helpful, ...(reason ? { reason } : {}) });
    } catch (problem) {
      result.textContent = ui.say((problem as Problem).code === 'network' ? 'widget.sending_failed' : 'error.internal');
      return;
    }
    const asks = !helpful && !reason;
    result.textContent = ui.say(asks ? 'widget.reason_ask' : 'widget.feedback_thanks');
    box.replaceChildren(result, ...(asks ? [makeReasons((why) => tell(false, why), ui)] : []));
    result.focus({ preventScroll: true });
  };
  const group = make(
    'div', { class: 'helpful', role: 'group', 'aria-label': question },
    make('span', {}, question),
    ui.pictureButton('up', 'widget.yes', () => tell(true)),
    ui.pictureButton('down', 'widget.no', () => tell(false)),
  );
  box.append(group, result);
  return box;
}

function makeReasons(choose: (reason: string) => void, ui: Ui): HTMLElement {
  return make('div', { class: 'options' }, ...REASONS.map((reason) => makeButton({ class: 'chip' }, () => choose(reason), ui.say(`widget.reason_${reason}`))));
}
