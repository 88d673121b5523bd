const PATIENCE = 30000;
const CODE_OF_STATUS: Record<number, string> = {
  401: 'not_allowed', 403: 'not_allowed', 404: 'conversation_gone', 413: 'message_too_long',
  429: 'rate_limit', 500: 'internal', 502: 'unavailable', 503: 'unavailable', 504: 'unavailable',
};

/** What went wrong: `code` is "network" or the key below "error." in the wording. */
export class Problem extends Error {
  constructor(readonly code: string) {
    super(code);
  }

  /** Sending the same again cannot help. */
  get isFinal(): boolean {
    return this.code === 'bad_request' || this.code === 'message_too_long';
  }

  /** It is this message that cannot be answered: those after it need not wait. */
  get isOfMessage(): boolean {
    return this.isFinal || this.code === 'internal';
  }

  get isGone(): boolean {
    return this.code === 'conversation_gone' || this.code === 'not_allowed';
  }
}

/** Asks the server. Throws Problem and nothing else. */
export async function request<T>(method: string, address: string, body?: object, token?: string): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    const response = await fetch(address, {
      method, headers, body: body && JSON.stringify(body), signal: abort.signal, credentials: 'omit',
    });
    return (await read(response)) as T;
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('network');
  } finally {
    clearTimeout(timer);
  }
}

// A captive portal answers with a page of its own: what is not JSON did not come from Lotse.
async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const isJson = /json/.test(response.headers.get('Content-Type') || '');
  if (response.ok && isJson) return response.json();
  if (response.ok) throw new Problem('network');
  const problem = isJson ? await response.json() : {};
  throw new Problem(problem.code || CODE_OF_STATUS[response.status] || (response.status < 500 ? 'bad_request' : 'internal'));
}

/** An id that no other message has. */
export function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
