import { shallowReactive } from './vendor.js';

const STORAGE_KEY = 'kindred.apiKey';

/** What the key dialog shows: whether it is open, and whether a key that was already sent was refused. */
export const keyPrompt = shallowReactive({ open: false, refused: false });

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
export function askForKey() {
  pendingPrompt ??= new Promise(resolve => {
    keyPrompt.refused = apiKey() !== null;
    keyPrompt.open = true;
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
}
