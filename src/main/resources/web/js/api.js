import { apiKey, askForKey, refusalWords } from './session.js';

/**
 * A failed call, in the shape of RFC 9457; `status` 0 means that no answer came at all, `wantsKey` that another key would
 * help.
 */
export class Problem extends Error {
  constructor({ status, title, detail, requestId, errors = [], retryAfter = null, wantsKey = false }) {
    super(detail ?? title);
    this.name = 'Problem';
    Object.assign(this, { status, title, detail, requestId, errors, retryAfter, wantsKey });
  }
}

function isAbort(error) {
  return error?.name === 'AbortError';
}

export function search(body, signal) {
  return request('/v1/search', { method: 'POST', body: JSON.stringify(body), signal });
}

/** Asks for no key: it comes with every letter that is typed. */
export function suggest(text, userId, limit, signal) {
  return request(`/v1/suggest?${query({ q: text, userId, limit })}`, { signal, asks: false });
}

export function title(id, signal) {
  return request(`/v1/titles/${encodeURIComponent(id)}`, { signal });
}

export function similar(id, by, userId, limit, signal) {
  return request(`/v1/titles/${encodeURIComponent(id)}/similar?${query({ by, userId, limit })}`, { signal });
}

export function rows(body, signal) {
  return request('/v1/rows', { method: 'POST', body: JSON.stringify(body), signal });
}

export function onboarding(limit, signal) {
  return request(`/v1/onboarding?${query({ limit })}`, { signal });
}

export function taste(userId, signal) {
  return request(`/v1/users/${encodeURIComponent(userId)}/taste`, { signal });
}

export function eraseUser(userId) {
  return request(`/v1/users/${encodeURIComponent(userId)}`, { method: 'DELETE' });
}

/** Goes on when the page is left. Rejects when an event was not taken. `asks`: whether a key is asked for. */
export async function recordEvents(events, { asks }) {
  const { rejected } = await request('/v1/events', { method: 'POST', body: JSON.stringify(events), keepalive: true, asks });
  if (rejected.length > 0) throw new Problem({ status: 202, title: 'The service did not take it', detail: rejected[0].detail });
}

export function jobs(limit, signal) {
  return request(`/v1/jobs?${query({ limit })}`, { signal });
}

export function cancelJob(id) {
  return request(`/v1/jobs/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Without the parameters that are null. */
function query(parameters) {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null));
}

async function request(path, { asks = true, ...options }) {
  const sentKey = apiKey();
  const response = await send(path, options, sentKey);
  if (response.ok) return readJson(response);
  const problem = await readProblem(response, sentKey);
  if (problem.wantsKey && asks) {
    // Another request may have obtained a key while this one was under way.
    const newKey = apiKey() !== sentKey || (await askForKey(problem));
    options.signal?.throwIfAborted();
    if (newKey) return request(path, options);
  }
  throw problem;
}

async function send(path, { method = 'GET', body, signal, keepalive }, key) {
  const headers = { Accept: 'application/json, application/problem+json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (key) headers.Authorization = `Bearer ${key}`;
  try {
    return await fetch(path, { method, body, signal, keepalive, headers });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw unreachable();
  }
}

async function readJson(response) {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Problem({
      status: response.status,
      title: 'The answer could not be read',
      detail: 'The service sent something that is not JSON, or the connection broke half-way.',
    });
  }
}

async function readProblem(response, sentKey) {
  const body = await response.json().catch(() => ({}));
  const scope = /\bscope="(\w+)"/.exec(response.headers.get('WWW-Authenticate'))?.[1] ?? null;
  const words = refusalWords({ status: response.status, key: sentKey, scope });
  return new Problem({
    ...body,
    status: response.status,
    title: body.title ?? `The service answered ${response.status}`,
    retryAfter: secondsUntil(response.headers.get('Retry-After')),
    ...words,
    wantsKey: words !== null,
  });
}

function unreachable() {
  if (!navigator.onLine) {
    const detail = 'The request is sent again as soon as the connection is back.';
    return new Problem({ status: 0, title: 'You are offline', detail });
  }
  return new Problem({
    status: 0,
    title: 'Kindred cannot be reached',
    detail: 'The service did not answer. It may be restarting.',
  });
}

/** `Retry-After` holds either seconds or a date. */
function secondsUntil(retryAfter) {
  if (!retryAfter) return null;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}
