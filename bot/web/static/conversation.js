import { request } from './api.js';

const KEY = 'lotse.conversation';

let current = restore();

export function exists() {
  return current !== null;
}

export async function start(language) {
  const reply = await request('POST', '/api/conversations', { body: { language } });
  keep({ id: reply.conversation, token: reply.token });
  return reply;
}

export function send(body) {
  return request('POST', `${path()}/messages`, { body, token: current.token });
}

export function history() {
  return request('GET', `${path()}/messages?after=0`, { token: current.token });
}

export async function erase() {
  try {
    if (current) await request('DELETE', path(), { token: current.token });
  } catch (problem) {
    if (!problem.isGone) throw problem;
  }
  forget();
}

export function forget() {
  keep(null);
}

function path() {
  return `/api/conversations/${encodeURIComponent(current.id)}`;
}

function keep(conversation) {
  current = conversation;
  try {
    if (conversation) sessionStorage.setItem(KEY, JSON.stringify(conversation));
    else sessionStorage.removeItem(KEY);
  } catch (error) { /* without storage, a reload starts anew */ }
}

function restore() {
  try { return JSON.parse(sessionStorage.getItem(KEY)); } catch (error) { return null; }
}
