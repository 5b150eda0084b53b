import * as api from './api.js';
import { apiKey } from './session.js';
import { randomId, viewerId } from './viewer.js';

/** What the visitor does, told to the service: at once when it says something, in batches when it was merely shown. */
const BATCH_AFTER_MS = 1500;
const MOST_AT_ONCE = 100;
const session = randomId();

let waiting = [];
let timer = 0;

/** The key that may not tell what was merely shown, or null for none; undefined while every key may. */
let refusedKey;

/** Which answer showed a title that was followed from it: `{ recommendationId, position, placement }` by title id. */
const ways = new Map();
const shown = new Set();

/** Resolves once the service has it on disk, or rejects with the problem; asks for a key when one is wanted. */
export function tell(type, titleId, origin = ways.get(titleId) ?? {}) {
  waiting.push(event(type, titleId, origin));
  return flush({ asks: true });
}

/** Each title of an answer counts as shown once. */
export function tellShown(titleId, origin) {
  const key = `${origin.recommendationId} ${titleId}`;
  if (shown.has(key)) return;
  shown.add(key);
  waiting.push(event('impression', titleId, origin));
  if (waiting.length >= MOST_AT_ONCE) flushQuietly();
  else if (!timer) timer = setTimeout(flushQuietly, BATCH_AFTER_MS);
}

export function tellFollowed(titleId, origin) {
  ways.set(titleId, origin);
  waiting.push(event('click', titleId, origin));
  flushQuietly();
}

/** Impressions and clicks are for the service's learning; a visitor is not troubled when they are lost. */
function flushQuietly() {
  const key = apiKey();
  if (key === refusedKey) waiting = [];
  flush({ asks: false }).catch(problem => {
    if (problem.wantsKey) refusedKey = key;
  });
}

function flush({ asks }) {
  clearTimeout(timer);
  timer = 0;
  const batch = waiting;
  waiting = [];
  return batch.length > 0 ? api.recordEvents(batch, { asks }) : Promise.resolve();
}

function event(type, titleId, origin) {
  return {
    id: randomId(),
    type,
    userId: viewerId(),
    sessionId: session,
    titleId,
    timestamp: new Date().toISOString(),
    ...origin,
    context: context(),
  };
}

/** What a list is asked with, too. */
export function context() {
  return {
    localTime: localTime(new Date()),
    device: matchMedia('(pointer: coarse)').matches ? 'phone' : 'web',
    locale: navigator.language,
  };
}

function localTime(now) {
  const offset = -now.getTimezoneOffset();
  const there = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = number => String(Math.floor(Math.abs(number))).padStart(2, '0');
  return `${there}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}

document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flushQuietly());
addEventListener('pagehide', flushQuietly);
