import { ref } from './vendor.js';

/** What the page's one polite live region says. */
export const announcement = ref('');

/** What went wrong with something small that the visitor did; empty when nothing did. */
export const complaint = ref('');

export function announce(text) {
  // A repeated text must still change the region, or screen readers stay silent.
  announcement.value = text === announcement.value ? `${text}\u00a0` : text;
}
