const PATIENCE = 30000;
const CODE_OF_STATUS = {
  403: 'not_allowed', 404: 'conversation_gone', 410: 'conversation_gone', 413: 'message_too_long',
  429: 'rate_limit', 500: 'internal', 502: 'unavailable', 503: 'unavailable', 504: 'unavailable',
};

/** What went wrong: `code` is "network" or the key below "error." in the wording. */
export class Problem extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }

  get isFinal() {
    return this.code === 'bad_request' || this.code === 'message_too_long';
  }

  /** It is this message that cannot be answered: those after it need not wait. */
  get isOfMessage() {
    return this.isFinal || this.code === 'internal';
  }

  get isGone() {
    return this.code === 'conversation_gone' || this.code === 'not_allowed';
  }
}

export async function request(method, path, { body, token, patience = PATIENCE } = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  try {
    const response = await fetch(path, { method, headers: headers(body, token), body: encode(body), signal: abort.signal });
    return await read(response);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('network');
  } finally {
    clearTimeout(timer);
  }
}

function headers(body, token) {
  const fields = { Accept: 'application/json' };
  if (body) fields['Content-Type'] = 'application/json';
  if (token) fields.Authorization = `Bearer ${token}`;
  return fields;
}

function encode(body) {
  return body ? JSON.stringify(body) : undefined;
}

// A captive portal answers with a page of its own: what is not JSON did not come from Lotse.
async function read(response) {
  if (response.status === 204) return null;
  const isJson = /json/.test(response.headers.get('Content-Type') || '');
  if (response.ok && isJson) return response.json();
  if (response.ok) throw new Problem('network');
  const problem = isJson ? await response.json() : {};
  throw new Problem(problem.code || CODE_OF_STATUS[response.status] || (response.status < 500 ? 'bad_request' : 'internal'));
}

export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
