import { isSafeAddress, make, makeButton, makeLink } from './dom.js';
import { formatDate, page, sentence } from './language.js';

/**
 * The foot of an answer: sources, dates, notes and "Did this help?". It speaks the language of the page, because
 * whoever gets a German text for want of a translation must still understand how far to trust it.
 */
export function makeFoot(message, rate) {
  const { answer } = message;
  const { lang, dir } = document.documentElement;
  return make(
    'div', { class: 'foot', lang, dir },
    makeSources(answer.sources || []),
    make('p', { class: 'dates' }, ...makeDates(answer)),
    answer.changing && make('p', { class: 'note' }, sentence('label.changing')),
    answer.translation === 'machine' && make('p', { class: 'note' }, sentence('label.machine')),
    make('p', {}, sentence('label.no_legal_advice')),
    message.type === 'answer' && makeRating(message, rate),
  );
}

function makeSources(sources) {
  if (!sources.length) return null;
  const label = sentence(sources.length > 1 ? 'label.sources' : 'label.source');
  const items = sources.map((source) => make('li', {}, makeSource(source)));
  return make('div', { class: 'sources' }, make('p', { class: 'label' }, label), make('ul', {}, ...items));
}

function makeSource({ title, url }) {
  const name = make('bdi', { lang: 'de' }, title);
  return isSafeAddress(url) ? makeLink(url, { lang: 'de' }, name) : name;
}

function makeDates(answer) {
  return [['label.as_of', answer.as_of], ['label.valid_until', answer.valid_until]]
    .filter(([, date]) => date)
    .map(([key, date]) => make('span', {}, sentence(key).replace('{date}', formatDate(date, page.language))));
}

function makeRating({ answer, language }, rate) {
  const question = sentence('page.helpful');
  const result = make('p', { class: 'result', tabindex: '-1' });
  const vote = async (helpful) => {
    try {
      await rate({ entry: answer.entry, language, helpful });
    } catch (problem) {
      result.textContent = sentence('page.sending_failed');
      return;
    }
    group.remove();
    result.textContent = sentence('page.feedback_thanks');
    result.focus({ preventScroll: true });
  };
  const yes = makeButton(sentence('page.yes'), () => vote(true));
  const no = makeButton(sentence('page.no'), () => vote(false));
  const parts = [make('span', {}, question), make('span', {}, yes, no)];
  const group = make('div', { class: 'helpful', role: 'group', 'aria-label': question }, ...parts);
  return make('div', {}, group, result);
}
