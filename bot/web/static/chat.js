import { newClientId, Problem, request } from './api.js';
import * as conversation from './conversation.js';
import { guessLanguage, loadLanguages, page, useLanguage } from './language.js';
import { createOutbox } from './outbox.js';
import * as view from './view.js';

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;

const form = document.getElementById('form');
const input = document.getElementById('input');
const picker = document.getElementById('language');
const eraseButton = document.getElementById('erase');
const dialog = document.getElementById('sure');

const actions = { choose: sendChoice, rate: (vote) => request('POST', '/api/feedback', { body: vote }) };
let outbox = newOutbox();
let ready = untilItWorks(loadPage).then(() => open(conversation.exists() ? resume : begin));

async function loadPage() {
  await loadLanguages();
  await useLanguage(guessLanguage()).catch((problem) => {
    if (problem.code === 'network') throw problem;
    return useLanguage('de');
  });
}

async function open(task) {
  eraseButton.disabled = true;
  await untilItWorks(task);
  eraseButton.disabled = false;
}

async function begin() {
  const reply = await conversation.start(page.language);
  view.showWelcome(reply.messages, actions);
}

async function resume() {
  try {
    const reply = await conversation.history();
    await follow(reply.language);
    view.showHistory(reply.messages, actions);
  } catch (problem) {
    if (!problem.isGone) throw problem;
    conversation.forget();
    await begin();
  }
}

async function untilItWorks(task) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    try {
      await task();
      return view.showStatus('');
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      view.showStatus(keyOf(problem, 'page.offline'));
      await pause(wait);
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    window.addEventListener('online', resolve, { once: true });
  });
}

function keyOf(problem, networkKey) {
  return problem.code === 'network' ? networkKey : `error.${problem.code || 'internal'}`;
}

function newOutbox() {
  return createOutbox({ deliver, onReply: takeReply, onFailure: showFailure });
}

async function deliver(item) {
  if (item.note) item.note.remove();
  await ready;
  view.showTyping(true);
  try {
    return await sendOrStartAnew(item);
  } finally {
    view.showTyping(false);
  }
}

// After a new start the welcome is not shown again: the question comes first.
async function sendOrStartAnew(item) {
  try {
    return await conversation.send(item.body);
  } catch (problem) {
    if (!problem.isGone || item.isCancelled) throw problem;
    await conversation.start(page.language);
    return conversation.send(item.body);
  }
}

async function takeReply(reply) {
  // An answer written before a change of language must not change the page back.
  if (!outbox.hasLater((item) => item.isLanguage)) await follow(reply.language);
  view.showReplies(reply.messages.filter((message) => message.from !== 'user'), actions);
}

async function follow(language) {
  if (!language || language === page.language) return;
  await useLanguage(language).catch(() => {});
}

function showFailure(problem, item) {
  const key = keyOf(problem, navigator.onLine === false ? 'page.offline' : 'page.sending_failed');
  item.note = view.showFailure(key, problem.isFinal ? null : () => retry(item), item.element);
}

function retry(item) {
  input.focus({ preventScroll: true });
  outbox.retry(item);
}

function post(content, { element = null, isLanguage = false } = {}) {
  view.showStatus('');
  outbox.add({ body: { ...content, client_id: newClientId() }, element, isLanguage });
}

function sendText() {
  const text = input.value.trim();
  if (!text) return;
  input.value = '';
  fitInput();
  post({ text }, { element: view.showOwn(text) });
}

function sendChoice({ title, payload }, language) {
  post({ payload }, { element: view.showOwn(title, language) });
}

async function changeLanguage() {
  const language = picker.value;
  try {
    await useLanguage(language);
  } catch (problem) {
    view.showStatus(keyOf(problem, 'page.sending_failed'));
    return;
  }
  post({ payload: `/choose_language${JSON.stringify({ language })}` }, { isLanguage: true });
}

function askToErase() {
  if (dialog.showModal) dialog.showModal();
  else if (confirm(document.getElementById('sure-text').textContent)) erase();
}

function closeDialog() {
  dialog.close();
  eraseButton.focus();
}

async function erase() {
  const unsent = outbox.close();
  outbox = newOutbox();
  try {
    await conversation.erase();
  } catch (problem) {
    view.showStatus(keyOf(problem, 'page.sending_failed'));
    unsent.forEach(outbox.add);
    return;
  }
  view.clearLog();
  view.showNotice('page.erased');
  ready = open(begin);
}

function fitInput() {
  input.style.height = '';
  // The height counts a long placeholder, too.
  if (input.value) input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
}

function sendOnEnter(event) {
  // Enter also confirms a word in input methods (Vietnamese, for example).
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  sendText();
}

// With large text or an open keyboard, what sticks to the edges must not hide the messages.
function fitEdges() {
  const top = document.getElementById('top');
  const used = top.offsetHeight + parseFloat(getComputedStyle(top).top) + form.offsetHeight;
  document.documentElement.classList.toggle('cramped', used > 0.6 * window.innerHeight);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  sendText();
  input.focus({ preventScroll: true });
});
input.addEventListener('keydown', sendOnEnter);
input.addEventListener('input', fitInput);
picker.addEventListener('change', changeLanguage);
eraseButton.addEventListener('click', askToErase);
document.getElementById('sure-no').addEventListener('click', closeDialog);
document.getElementById('sure-yes').addEventListener('click', () => { closeDialog(); erase(); });
window.addEventListener('resize', fitEdges);
new ResizeObserver(fitEdges).observe(document.getElementById('top'));
window.addEventListener('online', () => outbox.run());
