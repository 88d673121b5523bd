import { isSafeAddress, make, makeButton, makeLink } from './dom.js';
import { formatDate, loadWording, page, sentence } from './language.js';

/** The foot of an answer: sources, dates, notes and "Did this help?", in the language of the answer. */
export async function makeFoot(message, rate) {
  const wording = await loadWording(message.language).catch(() => page);
  const say = (key) => sentence(key, wording);
  const { answer } = message;
  return make(
    'div', { class: 'foot', lang: wording.language, dir: wording.direction },
    makeSources(answer.sources || [], say),
    make('p', { class: 'dates' }, ...makeDates(answer, wording, say)),
    answer.changing && make('p', { class: 'note' }, say('label.changing')),
    answer.translation === 'machine' && make('p', { class: 'note' }, say('label.machine')),
    make('p', {}, say('label.no_legal_advice')),
    message.type === 'answer' && makeQuestion(message, rate, say),
  );
}

function makeSources(sources, say) {
  if (!sources.length) return null;
  const label = say(sources.length > 1 ? 'label.sources' : 'label.source');
  const items = sources.map((source) => make('li', {}, makeSource(source)));
  return make('div', { class: 'sources' }, make('p', { class: 'label' }, label), make('ul', {}, ...items));
}

function makeSource({ title, url }) {
  const name = make('bdi', { lang: 'de' }, title);
  return isSafeAddress(url) ? makeLink(url, { lang: 'de' }, name) : name;
}

function makeDates(answer, wording, say) {
  return [['label.as_of', answer.as_of], ['label.valid_until', answer.valid_until]]
    .filter(([, date]) => date)
    .map(([key, date]) => make('span', {}, say(key).replace('{date}', formatDate(date, wording.language))));
}

function makeQuestion(message, rate, say) {
  const result = make('p', { class: 'result', tabindex: '-1' });
  const group = make('div', { class: 'helpful', role: 'group', 'aria-label': say('page.helpful') });

  async function answerWith(helpful) {
    try {
      await rate({ entry: message.answer.entry, language: message.language, helpful });
    } catch (problem) {
      result.textContent = say('page.sending_failed');
      return;
    }
    group.remove();
    result.textContent = say('page.feedback_thanks');
    result.focus({ preventScroll: true });
  }

  group.append(
    make('span', {}, say('page.helpful')),
    makeButton(say('page.yes'), () => answerWith(true)),
    makeButton(say('page.no'), () => answerWith(false)),
  );
  return make('div', { class: 'rating' }, group, result);
}
