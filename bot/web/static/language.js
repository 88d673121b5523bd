import { request } from './api.js';
import { empty, make } from './dom.js';

const KEY = 'lotse.language';
const MAX_CHARACTERS = '5000';
const OTHER_CODES = { ku: 'kmr', prs: 'fa', mo: 'ro' };
const WORDING_PATIENCE = 10000;
const BEFORE_WORDING = { 'page.offline': 'Keine Verbindung. Ich versuche es weiter. · No connection. I keep trying.' };

/** The wording the page shows now. */
export let page = { language: 'de', direction: 'ltr', sentences: BEFORE_WORDING };

let languages = [];
let newestWish = '';
const wordings = new Map();

export async function loadLanguages() {
  languages = await request('GET', '/api/languages');
  const picker = document.getElementById('language');
  empty(picker);
  for (const { code, name, direction } of languages) {
    picker.append(make('option', { value: code, lang: code, dir: direction }, name));
  }
}

export function directionOf(code) {
  const language = languages.find((known) => known.code === code);
  return language ? language.direction : 'auto';
}

export function guessLanguage() {
  const wishes = [remembered(), ...(navigator.languages || [])].map(toOurCode);
  return wishes.find((code) => languages.some((known) => known.code === code)) || 'de';
}

function toOurCode(tag) {
  const code = String(tag).toLowerCase().split('-')[0];
  return OTHER_CODES[code] || code;
}

export function sentence(key) {
  return (page.sentences[key] || '').replace('{max}', MAX_CHARACTERS);
}

async function loadWording(code) {
  if (!wordings.has(code)) {
    const wording = await request('GET', `/api/wording/${encodeURIComponent(code)}`, { patience: WORDING_PATIENCE });
    wordings.set(code, wording);
  }
  return wordings.get(code);
}

/** Show the page in this language; when several are asked for at once, the last one wins. */
export async function useLanguage(code) {
  newestWish = code;
  try {
    const wording = await loadWording(code);
    if (newestWish !== code) return;
    page = { ...wording, language: code };
    remember(code);
    showWording(wording);
  } finally {
    document.getElementById('language').value = page.language;
  }
}

function showWording(wording) {
  document.documentElement.lang = wording.language;
  document.documentElement.dir = wording.direction;
  document.title = sentence('page.title') || document.title;
  fill('data-text', (element, text) => { element.textContent = text; });
  fill('data-label', (element, text) => element.setAttribute('aria-label', text));
  fill('data-placeholder', (element, text) => element.setAttribute('placeholder', text));
  showEmergency(sentence('page.crisis'));
}

function fill(attribute, put) {
  for (const element of document.querySelectorAll(`[${attribute}]`)) {
    const text = sentence(element.getAttribute(attribute));
    if (text) put(element, text);
  }
}

function showEmergency(text) {
  if (!text) return;
  const line = document.getElementById('emergency');
  empty(line);
  const parts = text.split(/\b(11[02])\b/);
  line.append(...parts.map((part, index) => (index % 2 ? make('a', { href: `tel:${part}` }, part) : part)));
}

/** A date like 2026-11-22 in words, always in the Gregorian calendar and with Western digits. */
export function formatDate(isoDate, code) {
  const date = new Date(`${isoDate.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return isoDate;
  const isKnown = Intl.DateTimeFormat.supportedLocalesOf(code).length > 0;
  const tag = `${isKnown ? code : 'de'}-u-ca-gregory-nu-latn`;
  return new Intl.DateTimeFormat(tag, { dateStyle: isKnown ? 'long' : 'medium', timeZone: 'UTC' }).format(date);
}

function remembered() {
  try { return localStorage.getItem(KEY) || ''; } catch (error) { return ''; }
}

function remember(code) {
  try { localStorage.setItem(KEY, code); } catch (error) { /* storage may be switched off */ }
}
