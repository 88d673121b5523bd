import { makeFoot } from './card.js';
import { empty, make, makeButton } from './dom.js';
import { directionOf, sentence } from './language.js';
import { renderMarkdown } from './markdown.js';

const TYPING_DELAY = 500;
const log = document.getElementById('log');
const typing = document.getElementById('typing');
const status = document.getElementById('status');
const titles = new Map();
let typingTimer = 0;

export function showStatus(key) {
  status.setAttribute('data-text', key);
  status.textContent = key && (sentence(key) || sentence('page.offline'));
}

export function clearLog() {
  empty(log);
}

export function showNotice(key) {
  log.append(make('p', { class: 'notice', 'data-text': key }, sentence(key)));
}

export function showOwn(text, language = '') {
  const element = makeOwn(text, language);
  log.append(element);
  scrollToStart(element);
  return element;
}

function makeOwn(text, language) {
  return make('div', { class: 'message own' }, makeWho('page.you'), make('p', { class: 'text', dir: 'auto', lang: language }, text));
}

function makeWho(key) {
  return make('span', { class: 'unseen', lang: document.documentElement.lang }, `${sentence(key)}: `);
}

/** Show new messages of Lotse and scroll to where they begin, so that a long answer is read from its start. */
export function showReplies(messages, actions) {
  const elements = makeAll(messages, actions);
  if (!elements.length) return;
  log.append(...elements);
  scrollToStart(elements[0]);
}

/** Show the welcome above anything typed while waiting for it. */
export function showWelcome(messages, actions) {
  insertEarly(makeAll(messages, actions));
}

/** Show what was said before this page was loaded, without reading it all aloud. */
export function showHistory(messages, actions) {
  const elements = makeAll(messages, actions);
  log.setAttribute('aria-live', 'off');
  insertEarly(elements);
  if (elements.length) scrollToStart(elements[elements.length - 1], true);
  setTimeout(() => log.setAttribute('aria-live', 'polite'), 1000);
}

function insertEarly(elements) {
  const firstOwn = log.querySelector('.own');
  elements.forEach((element) => log.insertBefore(element, firstOwn));
}

function makeAll(messages, actions) {
  return messages
    .map((message) => (message.from === 'user' ? makeEarlierOwn(message) : makeReply(message, actions)))
    .filter((element) => element);
}

// A tapped button may come back as its payload: show the title it had, or nothing (a change of language).
function makeEarlierOwn({ text, language }) {
  const shown = text && text.startsWith('/') ? titles.get(text) : text;
  return shown ? makeOwn(shown, language) : null;
}

function makeReply(message, actions) {
  const bubble = make(
    'div', { class: 'bubble' },
    makeWho('page.lotse'),
    make('div', { class: 'text' }, renderMarkdown(message.text || '')),
    message.answer && makeFoot(message, actions.rate),
  );
  const attributes = { class: `message lotse ${message.type}`, lang: message.language, dir: directionOf(message.language) };
  return make('div', attributes, bubble, makeOptions(message, actions));
}

function makeOptions({ buttons, type, language }, actions) {
  if (!buttons || !buttons.length) return null;
  const list = buttons.map((button) => {
    titles.set(button.payload, button.title);
    return makeButton(button.title, () => actions.choose(button, language), { dir: 'auto' });
  });
  return make('div', { class: type === 'choices' ? 'options stacked' : 'options' }, ...list);
}

export function showFailure(key, onRetry, own) {
  const retry = onRetry && makeButton(sentence('page.retry'), onRetry, { 'data-text': 'page.retry' });
  const text = make('span', { 'data-text': key }, sentence(key));
  const note = make('div', { class: 'failure' }, text, retry);
  if (own) own.after(note);
  else log.append(note);
  scrollIntoSight(note);
  return note;
}

// It is also announced, therefore only when the answer really takes a while and once per wait.
export function showTyping(isTyping) {
  clearTimeout(typingTimer);
  if (!isTyping) typing.textContent = '';
  else typingTimer = setTimeout(appearTyping, TYPING_DELAY);
}

function appearTyping() {
  typing.textContent = sentence('page.typing');
  scrollIntoSight(typing);
}

function scrollToStart(element, atOnce = false) {
  const covered = Math.max(0, document.getElementById('top').getBoundingClientRect().bottom);
  scrollBy(element.getBoundingClientRect().top - covered - 12, atOnce);
}

function scrollIntoSight(element) {
  const free = document.getElementById('form').getBoundingClientRect().top;
  const hidden = element.getBoundingClientRect().bottom - free + 12;
  if (hidden > 0) scrollBy(hidden);
}

function scrollBy(distance, atOnce = false) {
  const isCalm = atOnce || matchMedia('(prefers-reduced-motion: reduce)').matches;
  window.scrollBy({ top: distance, behavior: isCalm ? 'auto' : 'smooth' });
}
