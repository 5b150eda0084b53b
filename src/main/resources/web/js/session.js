import { shallowReactive } from './vendor.js';

const STORAGE_KEY = 'kindred.apiKey';

/** What the key dialog shows: whether it is open, and the problem that it is for. `given` counts the keys that were given. */
export const keyPrompt = shallowReactive({ open: false, problem: null, given: 0 });

let memoryKey = null;
let pendingPrompt = null;

export function apiKey() {
  try {
    return sessionStorage.getItem(STORAGE_KEY) ?? memoryKey;
  } catch {
    return memoryKey;
  }
}

/** Opens the dialog once, however many requests wait for it. Resolves to true when a key was given. */
export function askForKey(problem) {
  pendingPrompt ??= new Promise(resolve => {
    Object.assign(keyPrompt, { open: true, problem });
    keyPrompt.answer = key => {
      keyPrompt.open = false;
      pendingPrompt = null;
      if (key) remember(key);
      resolve(Boolean(key));
    };
  });
  return pendingPrompt;
}

function remember(key) {
  memoryKey = key;
  try {
    sessionStorage.setItem(STORAGE_KEY, key);
  } catch {
    // Storage may be blocked; the key then lives as long as the page.
  }
  keyPrompt.given += 1;
}

const MAY_NOT = {
  read: 'look at the catalogue',
  events: 'note what you do',
  ingest: 'look at jobs',
  admin: 'have a viewer forgotten',
};

/**
 * What to say of a refusal that another key would help against; null of any other.
 *
 * @param key that was sent; null for none
 * @param scope that it lacks; null when that is not why
 */
export function refusalWords({ status, key, scope }) {
  if (scope) {
    return {
      title: 'This needs another key',
      detail: `Your key may not ${MAY_NOT[scope] ?? 'do that'}. Whoever runs this service can give you one with the scope “${scope}”.`,
    };
  }
  if (status !== 401) return null;
  return {
    title: 'This catalogue needs a key',
    detail: key
      ? 'The key was not accepted. Check it, or ask whoever runs this service for another.'
      : 'Whoever runs this service can give you one. It is kept until you close this tab.',
  };
}
