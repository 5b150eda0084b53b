import { apiKey, askForKey } from './session.js';

/** A failed call, in the shape of RFC 9457; `status` 0 means that no answer came at all. */
export class Problem extends Error {
  constructor({ status, title, detail, requestId, errors = [], retryAfter = null }) {
    super(detail ?? title);
    this.name = 'Problem';
    Object.assign(this, { status, title, detail, requestId, errors, retryAfter });
  }
}

function isAbort(error) {
  return error?.name === 'AbortError';
}

export function search(body, signal) {
  return request('/v1/search', { method: 'POST', body: JSON.stringify(body), signal });
}

export function suggest(text, limit, signal) {
  return request(`/v1/suggest?${new URLSearchParams({ q: text, limit })}`, { signal });
}

export function title(id, signal) {
  return request(`/v1/titles/${encodeURIComponent(id)}`, { signal });
}

export function similar(id, by, limit, signal) {
  return request(`/v1/titles/${encodeURIComponent(id)}/similar?${new URLSearchParams({ by, limit })}`, { signal });
}

export function rows(body, signal) {
  return request('/v1/rows', { method: 'POST', body: JSON.stringify(body), signal });
}

export function onboarding(limit, signal) {
  return request(`/v1/onboarding?${new URLSearchParams({ limit })}`, { signal });
}

export function taste(userId, signal) {
  return request(`/v1/users/${encodeURIComponent(userId)}/taste`, { signal });
}

export function eraseUser(userId) {
  return request(`/v1/users/${encodeURIComponent(userId)}`, { method: 'DELETE' });
}

/** Asks for no key, and goes on when the page is left. Rejects when an event was not taken. */
export async function recordEvents(events) {
  const response = await send('/v1/events', { method: 'POST', body: JSON.stringify(events), keepalive: true }, apiKey());
  if (!response.ok) throw await readProblem(response);
  const { rejected } = await readJson(response);
  if (rejected.length > 0) throw new Problem({ status: 202, title: 'The service did not take it', detail: rejected[0].detail });
}

export function jobs(limit, signal) {
  return request(`/v1/jobs?${new URLSearchParams({ limit })}`, { signal });
}

export function cancelJob(id) {
  return request(`/v1/jobs/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

async function request(path, options) {
  const sentKey = apiKey();
  const response = await send(path, options, sentKey);
  if (response.ok) return readJson(response);
  if (response.status === 401) {
    // Another request may have obtained a key while this one was under way.
    const newKey = apiKey() !== sentKey || (await askForKey());
    options.signal?.throwIfAborted();
    if (newKey) return request(path, options);
  }
  throw await readProblem(response);
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

async function readProblem(response) {
  const body = await response.json().catch(() => ({}));
  return new Problem({
    ...body,
    status: response.status,
    title: body.title ?? `The service answered ${response.status}`,
    retryAfter: secondsUntil(response.headers.get('Retry-After')),
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
